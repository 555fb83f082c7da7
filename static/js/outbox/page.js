// What every page of the phone does with what is kept: sends it, says what waits, and keeps the day.

import "./outbox.js"
import { keepTheDay } from "./day.js"
import "../turned.js"
import "./waiting-pill.js"

export const keeping = keepTheDay()
