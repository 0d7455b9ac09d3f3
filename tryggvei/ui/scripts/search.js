// Searches the list of topics in the page itself: everyday words, beginnings, small slips.
// Nothing is kept, sent or written in the address; the field has no name.
(function () {
  var box = document.getElementById("search");
  var field = box.querySelector("input");
  var status = box.querySelector("[role]");
  var hits = document.getElementById("hits");
  var list = document.getElementById("letters");
  var stop = fold(box.dataset.stop).split(" ");
  var pages = [];
  var places = {};

  // Who has no æ, ø and å on the keyboard writes a, o, ae, oe or aa.
  function fold(text) {
    return text.toLowerCase().replace(/[æåä]|ae|aa/g, "a").replace(/[øö]|oe/g, "o").replace(/[éèê]/g, "e");
  }

  function words(text) {
    return fold(text).split(/[^a-z0-9]+/).filter(function (word) {
      return word.length > 1 && stop.indexOf(word) < 0;
    });
  }

  // Letters to change, add, take away or swap (optimal string alignment).
  function slips(a, b) {
    var before = [];
    var last = [];
    var row = [];
    var i, j;
    for (j = 0; j <= b.length; j += 1) {
      last[j] = j;
    }
    for (i = 1; i <= a.length; i += 1) {
      row = [i];
      for (j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      before = last;
      last = row;
    }
    return row[b.length];
  }

  // How well a typed word fits a word of a page, 0 to 5.
  function fit(typed, word) {
    var common = Math.min(typed.length, word.length);
    if (typed === word) {
      return 5;
    }
    if (common > 2 && (word.indexOf(typed) === 0 || (common > 3 && typed.indexOf(word) === 0))) {
      return 4;
    }
    if (common > 4 && (word.indexOf(typed) > 0 || typed.indexOf(word) > 0)) {
      return 3;
    }
    if (common < 4 || typed[0] !== word[0] && typed[1] !== word[1]) {
      return 0;
    }
    var may = typed.length > 6 ? 2 : 1;
    if (slips(typed, word) <= may) {
      return 3;
    }
    return slips(typed, word.slice(0, typed.length)) <= may || common > 5 && typed.slice(0, 5) === word.slice(0, 5) ? 2 : 0;
  }

  list.querySelectorAll("a").forEach(function (link) {
    var at = link.getAttribute("href");
    if (!places[at]) {
      places[at] = {words: []};
      pages.push(places[at]);
    }
    var page = places[at];
    if (link.dataset.w !== undefined) {
      page.link = link;
    }
    page.words = page.words.concat(words(link.textContent + " " + (link.dataset.w || "")));
  });

  function best(typed) {
    pages.forEach(function (page) {
      page.score = 0;
    });
    typed.forEach(function (one) {
      var found = pages.map(function (page) {
        return Math.max.apply(0, page.words.map(function (word) {
          return fit(one, word);
        }).concat(0));
      });
      // A word that few pages have says more than one that many have.
      var having = found.filter(Number).length;
      pages.forEach(function (page, i) {
        page.score += found[i] * found[i] / Math.sqrt(having || 1);
      });
    });
    var ordered = pages.filter(function (page) {
      return page.score;
    }).sort(function (a, b) {
      return b.score - a.score;
    });
    return ordered.filter(function (page, i) {
      return i < 3 || i < 8 && page.score > ordered[0].score / 4;
    });
  }

  function look() {
    var typed = words(field.value);
    var found = best(typed);
    hits.textContent = "";
    found.forEach(function (page) {
      var row = document.createElement("li");
      row.append(page.link.cloneNode(true));
      hits.append(row);
    });
    hits.hidden = !found.length;
    list.hidden = !!found.length;
    status.textContent = typed.length ? (found.length ? status.dataset.hits + " " + found.length : status.dataset.none) : "";
  }

  box.hidden = false;
  field.addEventListener("input", look);
  // What was typed goes when the page goes, and the answers to it.
  addEventListener("pagehide", function () {
    field.value = "";
    look();
  });
  field.value = "";
  look();
})();
