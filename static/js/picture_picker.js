// Hands the chosen picture to the editor that opened this window.
const data = document.getElementById("chosen")

if (data && window.opener) {
  window.opener.postMessage(JSON.parse(data.textContent), window.location.origin)
  window.close()
}
