/** What the graphics card does with a ground and with the cut edges of its block. */

export const GROUND_VERTEX = `#version 300 es
layout(location = 0) in vec3 place;
layout(location = 1) in vec2 slope;
layout(location = 2) in vec2 light;
uniform mat4 matrix;
out vec3 at;
out vec2 tilt;
out vec2 shade;
void main() {
  at = place;
  tilt = slope;
  shade = light;
  gl_Position = matrix * vec4(place, 1.0);
}`

export const GROUND_FRAGMENT = `#version 300 es
precision highp float;
in vec3 at;
in vec2 tilt;
in vec2 shade;
uniform sampler2D ramp;
uniform vec3 lamp;
uniform vec3 eye;
uniform float top;      // height of the highest ground
uniform float level;    // height from one contour line to the next
uniform float density;  // pixels of the screen in a pixel of the page
out vec4 color;
void main() {
  vec3 normal = normalize(vec3(-tilt, 1.0));
  float lit = max(dot(normal, lamp), 0.0);
  float reached = 0.2 + 0.8 * shade.x;
  vec3 paint = texture(ramp, vec2(clamp(at.z / top, 0.0, 1.0), 0.5)).rgb;
  vec3 half_way = normalize(lamp + normalize(eye - at));
  float gleam = 0.13 * shade.x * pow(max(dot(normal, half_way), 0.0), 28.0);
  float bright = 0.47 * shade.y + 0.66 * lit * reached;
  vec3 seen = paint * min(bright, 1.12) + gleam + vec3(0.0, 0.0, 0.03) * (1.0 - shade.x);
  float lines = at.z / level;
  float width = fwidth(lines);
  float away = abs(fract(lines - 0.5) - 0.5) / max(width, 1e-6);
  float line = (1.0 - smoothstep(0.0, 0.9 * density, away - 0.15 * density)) * (1.0 - smoothstep(0.2, 0.6, width));
  color = vec4(mix(seen, seen * 0.42, 0.4 * line), 1.0);
}`

export const WALL_VERTEX = `#version 300 es
layout(location = 0) in vec3 place;
uniform mat4 matrix;
out vec3 at;
void main() {
  at = place;
  gl_Position = matrix * vec4(place, 1.0);
}`

export const WALL_FRAGMENT = `#version 300 es
precision highp float;
in vec3 at;
uniform vec3 deep;     // colour at the bottom of the block
uniform vec3 high;     // and as high as the highest ground
uniform float bottom;
uniform float top;
uniform float level;
uniform float bright;  // by which side it is
uniform float density;
out vec4 color;
void main() {
  vec3 seen = mix(deep, high, smoothstep(0.0, 1.0, (at.z - bottom) / (top - bottom))) * bright;
  float lines = at.z / level;
  float away = abs(fract(lines - 0.5) - 0.5) / max(fwidth(lines), 1e-6);
  float line = at.z < 0.5 * level ? 0.0 : 1.0 - smoothstep(0.0, 0.9 * density, away);
  color = vec4(seen * (1.0 - 0.05 * line), 1.0);
}`
