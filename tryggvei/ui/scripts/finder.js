// The finder's choices: hides what does not fit, and says who has open now by a Norwegian clock.
// Nothing is kept, sent or written in the address. Numbers for danger carry no data-f: never hidden.
(function () {
  var box = document.getElementById("choices");
  var mark = box.querySelector(".now");
  var words = mark.dataset.marks.split("|");
  var picks = box.querySelectorAll("select");
  var only = box.querySelector("input");
  var status = box.querySelector("[role]");
  var rows = [].slice.call(document.querySelectorAll(".found>li"));

  // Easter Sunday in days since 1970 (the same algorithm as help_directory/rules.py).
  function easter(y) {
    var a = y % 19, b = Math.floor(y / 100), c = y % 100;
    var h = (19 * a + b - Math.floor(b / 4) - Math.floor((8 * b + 13) / 25) + 15) % 30;
    var l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
    var m = Math.floor((a + 11 * h + 22 * l) / 451);
    var n = h + l - 7 * m + 114;
    return Date.UTC(y, Math.floor(n / 31) - 1, (n % 31) + 1) / 864e5;
  }

  // Day of the week from 1, minute of the day, and whether it is a holiday; nothing if not known.
  function clock() {
    try {
      var p = new Date().toLocaleString("en-GB", {timeZone: "Europe/Oslo", hourCycle: "h23"}).match(/\d+/g).map(Number);
      var day = Date.UTC(p[2], p[1] - 1, p[0]) / 864e5;
      var since = day - easter(p[2]);
      var holiday = [-3, -2, 0, 1, 39, 49, 50].indexOf(since) > -1 || [101, 501, 517, 1225, 1226].indexOf(p[1] * 100 + p[0]) > -1;
      // A clock before this was written is wrong, and nothing is said by it.
      return p[2] > 2025 && {day: (day + 3) % 7 + 1, minute: p[3] * 60 + p[4], holiday: holiday};
    } catch (e) {
      return false;
    }
  }

  // 0 open, 1 closed, 2 not known: the places of the words.
  function state(hours, now) {
    if (hours === "a") {
      return 0;
    }
    if (!hours || now.holiday) {
      return 2;
    }
    return hours.split(",").some(function (part) {
      var p = part.split(/[.-]/);
      var over = +p[2] <= +p[1];
      var today = p[0].indexOf(now.day) > -1 && now.minute >= +p[1] && (over || now.minute < +p[2]);
      return today || (over && p[0].indexOf((now.day + 5) % 7 + 1) > -1 && now.minute < +p[2]);
    }) ? 0 : 1;
  }

  function look() {
    var now = clock();
    var count = 0;
    only.disabled = !now;
    rows.forEach(function (row) {
      var told = row.querySelector(".now");
      var is = now && row.dataset.h !== undefined ? state(row.dataset.h, now) : 3;
      if (!told && is < 3) {
        told = row.insertBefore(mark.cloneNode(), row.children[1]);
      }
      if (told) {
        told.textContent = words[is] || "";
        told.dataset.is = is;
      }
      if (row.dataset.f !== undefined) {
        var fits = row.dataset.f.split("/");
        row.hidden = [].some.call(picks, function (pick, i) {
          return pick.value && fits[i] && fits[i].indexOf(pick.value) < 0;
        }) || (only.checked && now && is > 0);
      }
      count += row.hidden ? 0 : 1;
    });
    document.querySelectorAll(".found").forEach(function (list) {
      list.parentNode.hidden = !list.querySelector("li:not([hidden])");
    });
    var text = status.dataset.count.replace("%(shown)s", count).replace("%(all)s", rows.length);
    if (status.textContent !== text) {
      status.textContent = text;
    }
  }

  function reset() {
    picks.forEach(function (pick) {
      pick.value = "";
    });
    only.checked = false;
    look();
  }

  box.hidden = false;
  box.addEventListener("change", look);
  box.querySelector("button").addEventListener("click", reset);
  // What was chosen goes when the page goes, and with it what the choice has hidden.
  addEventListener("pagehide", reset);
  addEventListener("pageshow", look);
  setInterval(look, 20000);
  reset();
})();
