// Dragging a card presses a button that everybody has.
const KIND = "text/x-card"

for (const card of document.querySelectorAll(".board-card:has(form)")) {
  card.draggable = true
  card.addEventListener("dragstart", ({ dataTransfer }) => {
    dataTransfer.setData(KIND, card.id)
    dataTransfer.effectAllowed = "move"
  })
}

for (const column of document.querySelectorAll("[data-status]")) {
  const over = (is) => column.classList.toggle("board-over", is)
  column.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes(KIND)) return
    event.preventDefault()
    over(true)
  })
  column.addEventListener("dragleave", () => over(false))
  column.addEventListener("drop", (event) => {
    event.preventDefault()
    over(false)
    const card = document.getElementById(event.dataTransfer.getData(KIND))
    card?.querySelector(`button[value="${column.dataset.status}"]`)?.click()
  })
}
