// What a ruler finds on a page: an expression whose value is an object of functions, each giving a list of problems.
(() => {
  const describe = (element) => {
    const text = (element.textContent || element.value || "").trim().replace(/\s+/g, " ").slice(0, 50);
    const name = [...element.classList].slice(0, 2).map((each) => `.${each}`).join("");
    return `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ""}${name} "${text}"`;
  };
  const isShown = (element) =>
    element.checkVisibility({ contentVisibilityAuto: true, opacityProperty: false, visibilityProperty: true });
  const isForEarsOnly = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 || box.height <= 1;
  };
  const insideForEarsOnly = (element) => {
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      if (getComputedStyle(each).position === "absolute" && isForEarsOnly(each)) return true;
    }
    return false;
  };
  const scrollsSideways = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const shown = (selector) => [...document.querySelectorAll(selector)].filter(isShown);

  // The page itself must not scroll sideways (WCAG 1.4.10); the message names what sticks out.
  const sideways = () => {
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth <= width) return [];
    const held = (element) => {
      for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
        if (getComputedStyle(each).overflowX !== "visible") return true;
      }
      return false;
    };
    const guilty = shown("body *").filter((each) => each.getBoundingClientRect().right > width + 1 && !held(each));
    return guilty.slice(-3).map((each) => `scrolls sideways at ${width} px: ${describe(each)}`)
      .concat(guilty.length ? [] : [`scrolls sideways at ${width} px`]);
  };

  // What scrolls by itself must be a region with a name that the keyboard reaches.
  const unnamedRegions = () => shown("body *")
    .filter((each) => !["TEXTAREA", "INPUT", "SELECT"].includes(each.tagName))
    .filter((each) => scrollsSideways(each) && each.scrollWidth > each.clientWidth + 1)
    .filter((each) => each.getAttribute("role") !== "region" || each.tabIndex < 0
      || !(each.getAttribute("aria-label") || each.getAttribute("aria-labelledby")))
    .map((each) => `scrolls sideways without being a named region: ${describe(each)}`);

  // Paper does not scroll: what would, and text beyond its edge, is cut off. A space at the end of a line may hang over.
  const cutOnPaper = () => {
    const edge = document.documentElement.clientWidth + 8;
    const isOff = (each) => !each.children.length && each.textContent.trim() && !insideForEarsOnly(each)
      && each.getBoundingClientRect().right > edge;
    return shown("body *")
      .filter((each) => isOff(each) || (scrollsSideways(each) && each.scrollWidth > each.clientWidth + 1))
      .map((each) => `is cut off: ${describe(each)}`);
  };

  // Text cut off by its box (WCAG 1.4.4, 1.4.12).
  const clipped = () => shown("body *")
    .filter((each) => each.textContent.trim() && !["TEXTAREA", "SELECT", "OPTION", "svg"].includes(each.tagName))
    .filter((each) => !each.closest("svg") && !insideForEarsOnly(each))
    .filter((each) => {
      const style = getComputedStyle(each);
      const across = style.overflowX !== "visible" && !scrollsSideways(each) && each.scrollWidth > each.clientWidth + 1;
      const down = ["hidden", "clip"].includes(style.overflowY) && each.scrollHeight > each.clientHeight + 1;
      return across || down;
    })
    .map((each) => `text is cut off: ${describe(each)}`);

  // Pointer targets (WCAG 2.5.8): 24 by 24, or far enough from others, or inside a sentence.
  const smallTargets = () => {
    const targets = shown("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]")
      .filter((each) => !insideForEarsOnly(each));
    const hit = (each) => {
      const label = ["checkbox", "radio"].includes(each.type) && each.labels && each.labels[0];
      const box = each.getBoundingClientRect();
      if (!label) return box;
      const other = label.getBoundingClientRect();
      return { width: Math.max(box.width, other.width), height: Math.max(box.height, other.height),
        left: box.left, top: box.top };
    };
    const middle = (box) => [box.left + box.width / 2, box.top + box.height / 2];
    const inSentence = (each) => {
      if (getComputedStyle(each).display !== "inline") return false;
      const around = each.parentElement.textContent.trim().length;
      return around > each.textContent.trim().length;
    };
    const small = targets.filter((each) => {
      const box = hit(each);
      return box.width && box.height && (box.width < 24 || box.height < 24) && !inSentence(each);
    });
    const tooNear = (each) => {
      const [x, y] = middle(hit(each));
      return targets.some((other) => {
        if (other === each || other.contains(each) || each.contains(other)) return false;
        const box = hit(other);
        const across = Math.max(box.left - x, 0, x - (box.left + box.width));
        const down = Math.max(box.top - y, 0, y - (box.top + box.height));
        return Math.hypot(across, down) < 12;
      });
    };
    return small.filter(tooNear).map((each) => {
      const box = hit(each);
      return `target of ${Math.round(box.width)} x ${Math.round(box.height)} px: ${describe(each)}`;
    });
  };

  // One main heading, a title, a language, landmarks; every control in a form keeps its own label.
  const structure = () => {
    const problems = [];
    const headings = shown("h1").length;
    if (headings !== 1) problems.push(`${headings} main headings`);
    if (!document.title.trim()) problems.push("no title");
    if (document.documentElement.lang !== "en-GB") problems.push(`language is "${document.documentElement.lang}"`);
    for (const landmark of ["main", "header"]) {
      const found = [...document.querySelectorAll(landmark)].filter((each) => !each.parentElement.closest("main"));
      if (found.length !== 1) problems.push(`${found.length} times <${landmark}>`);
    }
    const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (twice.length) problems.push(`used twice as an id: ${[...new Set(twice)].join(", ")}`);
    for (const each of document.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls]")) {
      for (const name of ["aria-describedby", "aria-labelledby", "aria-controls"]) {
        for (const id of (each.getAttribute(name) || "").split(/\s+/).filter(Boolean)) {
          if (!document.getElementById(id)) problems.push(`${name} leads to nothing (${id}): ${describe(each)}`);
        }
      }
    }
    return problems;
  };

  return { sideways, unnamedRegions, cutOnPaper, clipped, smallTargets, structure };
})()
