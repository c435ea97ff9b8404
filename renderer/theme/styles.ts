/** The style sheets for all rooms. Mounted before any room, whose own sheet may then say more. */
import './base.css';
import './pieces.css';
import './fields.css';
import './tables.css';
import './print.css';
