// What runs on the technician's phone. Each behaviour has a file of its own.

import "./as-of.js"
import "./filter-list.js"
import "./minutes-left.js"
import "./photo-tiles.js"
import "./press.js"
import "./quantity-stepper.js"
import "./read-once.js"
import "./ring-timer.js"
import "./signature-form.js"
import "./signature-pad.js"
import "./work-clock.js"
