// What must be mended is the first thing that is read when a form comes back.
document.querySelector(".ds-error-summary")?.focus()
