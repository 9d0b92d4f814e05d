// What the scripts take from manifest.json is looked at before anything is made of it: with numbers
// that are not within these bounds they would not end, or run out of memory.

const SCHEMA_VERSION = 1;
const LARGEST_SIDE = 2048;

// Of the numbers in `render`: what each is above 0, and at most.
const MOST = {
  intensity: { least_hair: 1 },
  stream: { slow: 1, fast: 1, jump: 1 },
  steady: { cells: 1024, levels: 16, ease: 1000, noise: 255, weight: 0.99, settle: 1000 },
  cuts: { side: 1024, least: 1000, times: 1000, rate: 1, least_contrast: 1 },
  closer: {
    cells: 1024, hair: 1, faint: 1, margin: 10, worth: 1, slack: 0.49, fade: 1, least: 1,
    glance: 1000, somebody: 1,
  },
  heads: { share: 1, sure: 1, growth: 1000, most: 64, ease: 1, settled: 1000, looks: 64 },
  matte: {
    grid: 10000, radius: 64, reach: 64, noise: 255, toe: 0.49, unsure: 1,
    still: { toe: 0.49, shoulder: 0.49 },
  },
};
const WHOLE = new Set(["cells", "levels", "settle", "side", "glance", "most", "settled", "looks",
  "grid", "radius", "reach"]);

function checkManifest({ schema_version: version, render, looks, passes, modules, model }) {
  if (version !== SCHEMA_VERSION) throw refused("schema_version", version, SCHEMA_VERSION);
  checkNumbers("render", render, MOST);
  if (!Array.isArray(looks)) throw refused("looks", looks, "an array");
  looks.forEach(checkLook);
  if (!Array.isArray(passes)) throw refused("passes", passes, "an array");
  passes.forEach((pass, i) => checkPass(pass, i, modules));
  if (model === null) throw new Error("the bundle was exported without a network");
  const shape = model?.input?.shape;
  const side = shape?.[1];
  const isSquare = Number.isInteger(side) && side >= 1 && side <= LARGEST_SIDE
    && String(shape) === `1,${side},${side},4`;
  if (!isSquare)
    throw refused("model.input.shape", shape, `[1, S, S, 4], S up to ${LARGEST_SIDE}`);
}

function checkNumbers(place, found, most) {
  if (typeof found !== "object" || !found) throw refused(place, found, "an object");
  for (const [name, end] of Object.entries(most)) {
    const [own, value, isWhole] = [`${place}.${name}`, found[name], WHOLE.has(name)];
    if (typeof end === "object") checkNumbers(own, value, end);
    else if (!(Number.isFinite(value) && value > 0 && value <= end)
      || (isWhole && !Number.isInteger(value)))
      throw refused(own, value, `a ${isWhole ? "whole number" : "number"} above 0, up to ${end}`);
  }
}

function checkLook(look, i) {
  const size = look?.lut_size;
  if (!Number.isInteger(size) || size < 2 || size > 129)
    throw refused(`looks.${i}.lut_size`, size, "a whole number from 2 to 129");
  const { dark, light } = look.intensity ?? {};
  const areNumbers = Number.isFinite(dark) && Number.isFinite(light);
  if (!(areNumbers && dark >= 0 && dark < light && light <= 1))
    throw refused(`looks.${i}.intensity`, look.intensity,
      "dark and light, from 0 to 1, light above dark");
}

function checkPass(pass, i, modules) {
  if (!Array.isArray(modules?.[pass?.module]?.settings))
    throw refused(`passes.${i}.module`, pass?.module, "one of modules");
  if (typeof pass.entry !== "string") throw refused(`passes.${i}.entry`, pass.entry, "a text");
  if (!Array.isArray(pass.reads)) throw refused(`passes.${i}.reads`, pass.reads, "an array");
}

function refused(place, found, expected) {
  const told = found === undefined ? "missing" : JSON.stringify(found).slice(0, 80);
  return new Error(`manifest.json: ${place} is ${told}, expected ${expected}: take it and these `
    + "scripts from one bundle, unchanged");
}
