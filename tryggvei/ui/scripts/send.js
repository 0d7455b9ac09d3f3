// Sends form[data-send] without leaving a trace of the text: a form sent the ordinary way is kept
// in the browser's session files, one sent with fetch is not. Nothing is written to the history.
(function () {
  var busy = false;

  function notSent(form) {
    var notice = document.getElementById("not-sent");
    form.before(notice);
    notice.hidden = false;
    notice.focus();
  }

  function show(answer, html, form) {
    var main = new DOMParser().parseFromString(html, "text/html").querySelector("main");
    if (!main || !(answer.ok || main.querySelector("form[data-send]"))) {
      notSent(form);
      return;
    }
    document.getElementById("not-sent").hidden = true;
    document.body.append(document.getElementById("not-sent"));
    document.querySelector("main").replaceWith(main);
    var goal = main.querySelector("[data-errors],.ds-alert[role]") || main.querySelector("h1");
    goal.tabIndex = -1;
    goal.focus();
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.matches("[data-send]")) {
      return;
    }
    event.preventDefault();
    if (busy) {
      return;
    }
    busy = true;
    var data = new FormData(form);
    if (event.submitter && event.submitter.name) {
      data.append(event.submitter.name, event.submitter.value);
    }
    var body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
    var answer;
    fetch(form.getAttribute("action") || location.pathname, {method: "POST", body: body, cache: "no-store"}).then(function (found) {
      answer = found;
      return found.text();
    }).then(function (html) {
      show(answer, html, form);
    }).catch(function () {
      notSent(form);
    }).finally(function () {
      busy = false;
    });
  });

  // A link in the list of errors leads to its field without a new line in the history.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-errors] a");
    var field = link && document.getElementById(link.hash.slice(1));
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });
})();
