// On the sign-in page of a phone that was signed out from elsewhere, by whatever way it came there.

import { wipe } from "./day-over.js"

wipe()
