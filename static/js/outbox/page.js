// What every page of the phone does with what is kept: sends it, says what waits, and keeps the day. What keeps a page
// still comes along: the visit and the lists take it from here.

import "./outbox.js"
import { keepTheDay } from "./day.js"
import "../still.js"
import "../turned.js"
import "./waiting-pill.js"

export const keeping = keepTheDay()
