// What a page of the phone does so that its technician can be called. The visit does not: who is inside is not called.

import { keeping } from "../outbox/page.js"
import "./open-app.js"
import { start } from "./start.js"

keeping.then(start)
