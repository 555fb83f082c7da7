// What runs on the page of a visit. Each behaviour has a file of its own.

import "./visit/floor.js"
import "./photo-tiles.js"
import "./quantity-stepper.js"
import "./ring-timer.js"
import "./signature-form.js"
import "./signature-pad.js"
import "./visit/page.js"
import "./step-clock.js"
