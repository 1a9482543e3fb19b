import { render } from 'preact';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/pages.css';
import { App } from './app/App';
import { followKeyboard } from './app/keyboard';
import { followLocation } from './app/location';
import { retry } from './app/Unreachable';

followLocation();
followKeyboard();
void retry();
render(<App />, document.getElementById('app')!);
