import { mount } from 'svelte'
import App from './shell/App.svelte'
import { router } from './shell/router.svelte'
import './shell/tokens.css'
import './shell/base.css'
import './shell/slider.css'

router.start()
const target = document.getElementById('app')
if (target) mount(App, { target })
