/* Where the charts' library comes from, and how it speaks Dutch. Read before the first chart asks for either. */
(function () {
  "use strict";

  // Dash would load plotly.js with every chart type; the page names our smaller bundle. Dash's own value is ignored.
  const address = document.querySelector('meta[name="plotly"]').content;
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => address, set: () => undefined });

  // Fetched while Dash starts: not without script, and not for pages without charts.
  if (document.querySelector("[data-graphs]:not([data-graphs='0'])")) {
    const link = document.createElement("link");
    document.head.append(Object.assign(link, { rel: "preload", as: "script", href: address }));
  }

  window.PlotlyLocales = [
    {
      moduleType: "locale",
      name: "nl",
      dictionary: {
        "Autoscale": "Schaal automatisch",
        "Double-click to zoom back out": "Dubbelklik om uit te zoomen",
        "Download plot as a PNG": "Bewaar als PNG",
        "Pan": "Verschuiven",
        "Reset axes": "Assen herstellen",
        "Zoom": "Zoomen",
        "Zoom in": "Inzoomen",
        "Zoom out": "Uitzoomen",
      },
      format: {
        days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
        shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
        months: [
          "januari", "februari", "maart", "april", "mei", "juni",
          "juli", "augustus", "september", "oktober", "november", "december",
        ],
        shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
        date: "%d-%m-%Y",
        decimal: ",",
        thousands: ".",
      },
    },
  ];
})();
