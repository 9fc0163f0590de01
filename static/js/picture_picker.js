// Hands the chosen picture to the editor that opened this window.
const data = document.getElementById("chosen")

if (data && window.opener?.CKEDITOR) {
  const { call, url, alternative_text, caption } = JSON.parse(data.textContent)
  window.opener.CKEDITOR.tools.callFunction(call, url, { alternative_text, caption })
  window.close()
}
