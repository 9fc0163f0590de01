// The buttons over the text: their names, their state, and the keys that lead to them.
import { Extension, gettext } from "django-prose-editor/editor"

// By the names of the library's menu items.
const NAMES = {
  paragraph: gettext("Paragraph"),
  heading2: gettext("Heading"),
  heading3: gettext("Smaller heading"),
  heading4: gettext("Smallest heading"),
  bold: gettext("Bold (Ctrl + B)"),
  italic: gettext("Italic (Ctrl + I)"),
  link: gettext("Link: select some words first (Ctrl + K)"),
  unlink: gettext("Remove the link"),
  bulletList: gettext("List with bullets"),
  orderedList: gettext("Numbered list"),
  blockquote: gettext("Quote"),
  horizontalRule: gettext("Dividing line"),
  figure: gettext("Picture: insert or describe"),
  caption: gettext("Caption on or off"),
  table: gettext("Insert a table"),
  "table:addColumnAfter": gettext("Add a column"),
  "table:deleteColumn": gettext("Delete the column"),
  "table:addRowAfter": gettext("Add a row"),
  "table:deleteRow": gettext("Delete the row"),
  "table:mergeCells": gettext("Merge the selected cells"),
  "table:splitCell": gettext("Split the cell"),
  "table:toggleHeaderCell": gettext("Header cell on or off"),
  "table:deleteTable": gettext("Delete the table"),
  "history:undo": gettext("Undo (Ctrl + Z)"),
  "history:redo": gettext("Redo (Ctrl + Y)"),
}

// Buttons that are on or off where the cursor stands; and what the library does not tell.
const TOGGLES = new Set([
  "paragraph", "heading2", "heading3", "heading4", "bold", "italic", "link", "bulletList",
  "orderedList", "blockquote", "caption",
])

function name(button) {
  const text = NAMES[button.dataset.name]
  button.title = text
  button.setAttribute("aria-label", text)
}

function tell(button, editor) {
  const item = button.dataset.name
  if (item === "bulletList") button.classList.toggle("active", editor.isActive("bulletList"))
  button.setAttribute("aria-disabled", button.classList.contains("disabled"))
  if (TOGGLES.has(item)) button.setAttribute("aria-pressed", button.classList.contains("active"))
}

/** One stop for the Tab key; arrows, Home and End move between the buttons. */
class Stops {
  constructor(bar, buttons) {
    this.buttons = buttons
    bar.addEventListener("focusin", ({ target }) => this.stopAt(target))
    bar.addEventListener("keydown", (event) => this.move(event))
  }

  get shown() {
    return this.buttons.filter((button) => !button.classList.contains("hidden"))
  }

  get current() {
    return this.shown.find((button) => button.tabIndex === 0) ?? this.shown[0]
  }

  stopAt(chosen) {
    for (const button of this.buttons) button.tabIndex = button === chosen ? 0 : -1
  }

  move(event) {
    const { shown } = this
    const here = shown.indexOf(event.target)
    const places = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }
    if (!(event.key in places)) return
    event.preventDefault()
    shown.at(places[event.key] % shown.length).focus()
  }
}

export const Toolbar = Extension.create({
  name: "toolbar",

  onCreate() {
    const { editor } = this
    const bar = editor.storage.menu.dom
    const buttons = [...bar.querySelectorAll("button[data-name]")]
    bar.setAttribute("role", "toolbar")
    bar.setAttribute("aria-label", gettext("Tools for the text"))
    bar.addEventListener("keydown", ({ key }) => key === "Escape" && editor.commands.focus())
    buttons.forEach(name)
    const stops = (this.storage.stops = new Stops(bar, buttons))
    const refresh = () => {
      for (const button of buttons) tell(button, editor)
      stops.stopAt(stops.current)
    }
    editor.on("transaction", refresh)
    refresh()
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        this.storage.stops.current.focus()
        return true
      },
    }
  },
})
