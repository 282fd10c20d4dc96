// Names of themes and organisations as one types. Without it, the list of the field has the themes, and the
// page of results has both. Nothing typed is kept; one question is asked at a time.
(function () {
  "use strict";
  var field = document.getElementById("q");
  var list = document.getElementById("q-names");
  if (!field || !list || !window.fetch) {
    return;
  }
  var first = list.innerHTML;
  var waiting = 0;
  var asked = "";
  function put(names) {
    list.textContent = "";
    names.forEach(function (name) {
      var option = document.createElement("option");
      option.value = name;
      list.appendChild(option);
    });
  }
  function ask() {
    var text = field.value.trim();
    if (text === asked) {
      return;
    }
    asked = text;
    if (text.length < 3) {
      list.innerHTML = first;
      return;
    }
    fetch("/suggest?q=" + encodeURIComponent(text.slice(0, 100)))
      .then(function (answer) {
        return answer.ok ? answer.json() : { suggestions: [] };
      })
      .then(function (found) {
        if (field.value.trim() === text) {
          put(
            found.suggestions.map(function (one) {
              return one.name;
            })
          );
        }
      })
      .catch(function () {
        asked = "";
      });
  }
  field.addEventListener("input", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, 250);
  });
})();
