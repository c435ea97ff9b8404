/** The style sheets of the page, in the order they need. */
import './frame.css';
import './parts.css';
import './wizard.css';
import './disks.css';
import './line.css';
import './target.css';
import './check.css';
import './prepare.css';
import './print.css';
import './images.css';
import './program.css';
import './narrow.css';
