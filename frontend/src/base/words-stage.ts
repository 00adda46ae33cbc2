/** What the director, the presentation and the list of keys say: English, 简体中文. */
export const stageWords = {
  question: ['Question', '问题'],
  leave: ['Leave (Esc)', '退出 (Esc)'],
  present_keys: [
    'A B C answers · space runs · 1 2 other picture · F forks · Q folds the question',
    'A B C 作答 · 空格运行 · 1 2 换图 · F 分支 · Q 收起问题',
  ],
  ask_class: ['Ask the class', '向全班提问'],
  keys: ['Keys', '快捷键'],
  key_play: ['run, pause', '运行、暂停'],
  key_step: ['one step', '单步'],
  key_reset: ['reset (can be undone)', '重置 (可撤销)'],
  key_fork: ['fork at the step shown', '由所示步分支'],
  key_controls: ['fold or unfold the controls', '折叠或展开控件'],
  key_lesson: ['fold or unfold the lesson', '折叠或展开讲义'],
  key_alone: ['the first or second picture alone', '只看第一幅或第二幅图'],
  key_present: ['presentation', '演示模式'],
  key_question: ['presentation: fold the question', '演示时收起问题'],
  key_answer: ['presentation: answer it', '演示时作答'],
  key_hand: ['inside a picture: choose, move, let go', '在图中：选择、移动、放下'],
  key_back: ['one thing back', '返回上一层'],
  key_keys: ['this list', '本列表'],
  director: ['Director sets the speed', '自动控制速度'],
  director_hint: [
    'Slow at first and when something happens, faster where nothing does; stops when nothing moves any more.',
    '起步与有事发生时放慢，平淡处加快；不再变化时停下。',
  ],
  line_step: ['Step {step}', '第 {step} 步'],
  line_best: ['{metric}: {value}, the best so far.', '{metric}达到 {value}，迄今最佳。'],
  line_spike: ['{metric} jumps from about {from} to {value}.', '{metric}从约 {from} 跳升到 {value}。'],
  line_relapse: [
    '{metric} falls to {value}; it had been {best} at step {bestStep}.',
    '{metric}跌到 {value}，而第 {bestStep} 步时为 {best}。',
  ],
  line_healed: [
    'Healed {steps} steps after you let go: {metric} back from {worst} to {value}.',
    '松手 {steps} 步后恢复：{metric}从 {worst} 回到 {value}。',
  ],
  line_still: [
    'Nothing has moved for {n} steps: stopped. Play goes on.',
    '{n} 步以来不再有变化，已停下。点击“运行”可继续。',
  ],
} satisfies Record<string, readonly [string, string]>
