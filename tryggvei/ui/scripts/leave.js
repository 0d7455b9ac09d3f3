// Leaving, as ADR 0013 explains. Stands in the head, before anything can be drawn.
// It never touches the history of others, opens no window, stores one flag and only on leaving.
(function () {
  var root = document.documentElement;
  var presses = 0;
  var first = 0;
  var gone = false;
  var rows = true;

  // The one flag: "this visit has been left". Without storage (all cookies blocked) memory must
  // do, and it does not reach the pages before this one: then the visit is kept to one row.
  function flagged(mark) {
    try {
      if (mark === 1) sessionStorage.setItem("ut", "1");
      if (mark === 0) sessionStorage.removeItem("ut");
      return gone || sessionStorage.getItem("ut");
    } catch (e) {
      rows = false;
      return gone;
    }
  }

  // What was typed goes when the page goes, however it goes.
  function wipe() {
    document.querySelectorAll("input:not([type=hidden]),textarea,select").forEach(function (field) {
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = false;
      } else {
        field.value = "";
      }
    });
  }

  function leave() {
    gone = true;
    flagged(1);
    wipe();
    document.title = "";
    root.style.display = "none";
    root.textContent = "";
    // WebKit may stop drawing once it has asked for the next page, and then the old picture stands
    // until that answers: let the empty page be drawn first. A page that nobody sees draws nothing.
    var late = setTimeout(go, 300);
    requestAnimationFrame(function () {
      requestAnimationFrame(function () {
        clearTimeout(late);
        setTimeout(go, 0);
      });
    });
  }

  function go() {
    location.replace(root.dataset.ut);
  }

  // Back, Forward or Reload in a visit that was left leads out again; a new visit is welcome.
  var entry = performance.getEntriesByType("navigation")[0];
  if (entry ? /^(back|reload)/.test(entry.type) : performance.navigation.type % 255) {
    if (flagged()) {
      leave();
    }
  } else {
    flagged(0);
  }

  // A page kept in memory is kept unseen, so that nothing flashes before we have looked.
  addEventListener("pagehide", function () {
    wipe();
    root.style.visibility = "hidden";
  });

  // Firefox gives a page kept in memory its own old storage, without the flag. This keeps it from
  // keeping ours, also where a box on the way has taken no-store away. Others may keep them.
  if ("mozInnerScreenX" in window) {
    addEventListener("unload", function () {});
  }

  addEventListener("pageshow", function (event) {
    if (event.persisted && flagged()) {
      leave();
    } else {
      root.style.visibility = "";
    }
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a");
    if (!link) {
      return;
    }
    if (link.matches("[data-leave]")) {
      event.preventDefault();
      leave();
    } else if (!rows && link.origin === location.origin && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      location.replace(link.href);
    }
  });

  // Shift three times within five seconds, left and right alike; any other key starts anew.
  // Screen keyboards send Shift while one writes, so fields on touch devices do not count.
  addEventListener("keydown", function (event) {
    var writes = event.target.matches && event.target.matches("input,textarea,select");
    var touch = matchMedia("(pointer:coarse)").matches;
    if (event.repeat || event.isComposing) {
      return;
    }
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey || (writes && touch)) {
      presses = 0;
      return;
    }
    if (!presses || event.timeStamp - first > 5000) {
      presses = 0;
      first = event.timeStamp;
    }
    presses += 1;
    if (presses > 2) {
      leave();
    }
  });
})();
