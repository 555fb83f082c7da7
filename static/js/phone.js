// What runs on the technician's phone, whichever page it shows. Each behaviour has a file of its own.

import "./as-of.js"
import "./filter-list.js"
import "./minutes-left.js"
import "./read-once.js"
