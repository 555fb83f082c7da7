// Of all that the visit needs a browser for, popovers are the youngest: Chrome 114, Safari 17, Firefox 125. An older one
// would run the scripts of the page and fail in their middle, where a press is half kept. There none of them starts, and
// the page stays the plain form that it is. (early-press.js asks the same.)

if (!("showPopover" in HTMLElement.prototype)) {
  document.querySelector("#notice")?.append(document.querySelector("#old").content.cloneNode(true))
  throw new Error("This browser is too old for the visit's scripts")
}
