// The rich text editor of the admin: the library's parts, and ours in place of some of them.
import * as library from "django-prose-editor/editor"
import { Link, Table } from "texts/dialogs"
import { Field, Languages } from "texts/field"
import { Pasting } from "texts/pasting"
import { Figure, Image } from "texts/pictures"
import { Toolbar } from "texts/toolbar"

const PARTS = { ...library, Field, Figure, Image, Languages, Link, Pasting, Table, Toolbar }
const CONFIG = "data-django-prose-editor-text"

function edit(textarea) {
  const { extensions } = JSON.parse(textarea.getAttribute(CONFIG))
  const chosen = Object.entries(extensions).map(([name, options]) =>
    options === true ? PARTS[name] : PARTS[name].configure(options),
  )
  const shown = textarea.value
  const editor = library.createTextareaEditor(textarea, chosen)
  // A browser that goes back puts what was written into the field behind, after this.
  window.addEventListener("pageshow", () => {
    const known = [shown, editor.getHTML()]
    if (!known.includes(textarea.value)) editor.commands.setContent(textarea.value)
  })
}

library.initializeEditors(edit, `[${CONFIG}]`)
