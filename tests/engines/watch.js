// Keeps what goes wrong in a page, over the pages that follow, until the journey asks for it.
(() => {
  const KEY = "engines-watch";
  window.enginesWatch = {
    add: (problem) => sessionStorage.setItem(KEY, JSON.stringify([...window.enginesWatch.read(), problem])),
    read: () => JSON.parse(sessionStorage.getItem(KEY) || "[]"),
    take: () => {
      const problems = window.enginesWatch.read();
      sessionStorage.removeItem(KEY);
      return problems;
    },
  };
  const { add } = window.enginesWatch;
  // Captured, because pictures, styles and scripts that do not load tell only their own element.
  window.addEventListener("error", (event) => {
    const place = event.target?.src || event.target?.href;
    add(place ? `did not load: ${place}` : `script error: ${event.message} (${event.filename}:${event.lineno})`);
  }, true);
  window.addEventListener("unhandledrejection", (event) => add(`unhandled promise: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", (event) =>
    add(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
  for (const level of ["error", "warn"]) {
    const say = console[level];
    console[level] = (...words) => {
      add(`console ${level}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }
})();
