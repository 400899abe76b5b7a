# What the scripts that try things share: a temporary folder, what runs in the background, and how they say what they saw.
# To be sourced; `exit $failed` at the end.
folder=$(mktemp -d)
failed=0
pids=()

end() {
    [ -f "$folder/pid" ] && kill "$(cat "$folder/pid")"
    [ ${#pids[@]} -gt 0 ] && kill "${pids[@]}" && wait "${pids[@]}"
    rm -rf "$folder"
} 2>/dev/null
trap end EXIT

holds() { # holds WHAT PATTERN TEXT
    if grep -Eqi -- "$2" <<<"$3"; then
        echo "  seen: $1"
    else
        echo "  WRONG: $1"
        head -n 20 <<<"$3"
        failed=1
    fi
}

holds_not() { # holds_not WHAT PATTERN TEXT
    if grep -Eqi -- "$2" <<<"$3"; then
        echo "  WRONG: $1"
        failed=1
    else
        echo "  seen: $1"
    fi
}

answers() { # answers ADDRESS [CURL OPTIONS...]: waits a minute for it
    for _ in $(seq 300); do curl --silent --fail --output /dev/null "${@:2}" "$1" && return || sleep 0.2; done
    echo "$1 does not answer" && return 1
}
