import { mount } from 'svelte'
import App from './App.svelte'
import { router } from './shell/router.svelte'
import './base/tokens.css'
import './base/base.css'
import './base/picture.css'
import './base/slider.css'

router.start()
const target = document.getElementById('app')
if (target) mount(App, { target })
