// The shaders' passes on WebGL 2. Row 0 of every texture is the top row of the picture.

class Passes {
  constructor(canvas, shaders, modules, passes) {
    const gl = canvas.getContext("webgl2", {
      alpha: false, antialias: false, depth: false, preserveDrawingBuffer: true,
    });
    if (!gl) throw new Error("this browser has no WebGL 2");
    this.gl = gl;
    // Phones that cannot render to 32-bit floats can render to 16-bit ones.
    this.float = gl.getExtension("EXT_color_buffer_float") ? gl.RGBA32F : gl.RGBA16F;
    if (this.float === gl.RGBA16F && !gl.getExtension("EXT_color_buffer_half_float"))
      throw new Error("this browser's WebGL cannot render to float textures");
    this.modules = modules;
    this.passes = new Map(passes.map((pass) => [pass.entry, pass]));
    this.programs = new Map();
    for (const { entry } of [...passes, { entry: "fullscreen" }])
      if (!shaders.has(entry))
        throw new Error(`there is no shader of ${entry} in GLSL ES: is the bundle for the web?`);
    this.textures = new Set();
    this.targets = new Map();
    this.vertices = gl.createVertexArray();
    this.buffer = gl.createBuffer();
    this.reader = gl.createFramebuffer();
    const vertex = shaders.get("fullscreen");
    try {
      for (const [entry, text] of shaders)
        if (entry !== "fullscreen") this.link(entry, vertex, text);
    } catch (error) {
      this.release();
      throw error;
    }
    gl.bindVertexArray(this.vertices);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.disable(gl.BLEND);
    gl.disable(gl.DITHER);
  }

  link(entry, vertexText, fragmentText) {
    const gl = this.gl;
    const program = gl.createProgram();
    this.programs.set(entry, program);
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertexText], [gl.FRAGMENT_SHADER, fragmentText]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      gl.deleteShader(shader); // with its program
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
      throw new Error(`shader ${entry}: ${gl.getProgramInfoLog(program)}`);
    const block = gl.getUniformBlockIndex(program, "Settings");
    if (block !== gl.INVALID_INDEX) gl.uniformBlockBinding(program, block, 0);
  }

  texture(kind = this.gl.TEXTURE_2D) {
    const gl = this.gl;
    const texture = gl.createTexture();
    this.textures.add(texture);
    gl.bindTexture(kind, texture);
    for (const side of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(kind, side, gl.NEAREST);
    for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
      gl.texParameteri(kind, side, gl.CLAMP_TO_EDGE);
    return texture;
  }

  deleteTexture(texture) {
    this.gl.deleteTexture(texture);
    this.textures.delete(texture);
  }

  // Picture, canvas or video frame, sRGB-encoded.
  upload(texture, source) {
    const gl = this.gl;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, source);
  }

  uploadMask(texture, values, side) {
    const gl = this.gl;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32F, side, side, 0, gl.RED, gl.FLOAT, values);
  }

  uploadBytes(texture, values, side) {
    const gl = this.gl;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8, side, side, 0, gl.RED, gl.UNSIGNED_BYTE, values);
  }

  // Half floats as they stand in the file: some drivers round 32-bit uploads badly.
  lut(bytes, size) {
    const gl = this.gl;
    const texture = this.texture(gl.TEXTURE_3D);
    gl.texImage3D(gl.TEXTURE_3D, 0, gl.RGBA16F, size, size, size, 0, gl.RGBA, gl.HALF_FLOAT,
      new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2));
    return texture;
  }

  // A texture to render into, kept under its name and made anew when its size changes.
  target(name, width, height, format) {
    const gl = this.gl;
    const old = this.targets.get(name);
    if (old && old.width === width && old.height === height) return old;
    if (old) {
      this.deleteTexture(old.texture);
      gl.deleteFramebuffer(old.framebuffer);
    }
    const texture = this.texture();
    gl.texStorage2D(gl.TEXTURE_2D, 1, format, width, height);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const target = { texture, framebuffer, width, height };
    this.targets.set(name, target);
    return target;
  }

  // A part of a texture of bytes, as a texture of its own.
  crop(name, texture, { left, top, width, height }) {
    const gl = this.gl;
    const target = this.target(name, width, height, gl.RGBA8);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.reader);
    gl.framebufferTexture2D(gl.READ_FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    gl.bindTexture(gl.TEXTURE_2D, target.texture);
    gl.copyTexSubImage2D(gl.TEXTURE_2D, 0, 0, 0, left, top, width, height);
    return target.texture;
  }

  clear(target) {
    const gl = this.gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
  }

  run(entry, textures, settings, target) {
    const gl = this.gl;
    const pass = this.passes.get(entry);
    if (!pass) throw new Error(`manifest.json has no pass ${entry}`);
    const program = this.programs.get(entry);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.viewport(0, 0, target.width, target.height);
    gl.useProgram(program);
    pass.reads.forEach((name, unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(name.endsWith("Lut") ? gl.TEXTURE_3D : gl.TEXTURE_2D, textures[name]);
      gl.uniform1i(gl.getUniformLocation(program, name), unit);
    });
    gl.activeTexture(gl.TEXTURE0);
    if (pass.settings) {
      gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, this.buffer);
      gl.bufferData(gl.UNIFORM_BUFFER, this.pack(pass.module, settings), gl.STREAM_DRAW);
    }
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    return target.texture;
  }

  // std140: here every member is a word or two, and none crosses 16 bytes.
  pack(module, settings) {
    const view = new DataView(new ArrayBuffer(64));
    let place = 0;
    for (const { name, type } of this.modules[module].settings) {
      const values = [settings[name] ?? 0].flat();
      if (type === "float2" && values.length < 2) values.push(0);
      for (const value of values) {
        if (type === "int") view.setInt32(place, value, true);
        else view.setFloat32(place, value, true);
        place += 4;
      }
    }
    return view;
  }

  bytes(target, into) {
    const gl = this.gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.readPixels(0, 0, target.width, target.height, gl.RGBA, gl.UNSIGNED_BYTE, into);
  }

  floats(target, into) {
    const gl = this.gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.framebuffer);
    gl.readPixels(0, 0, target.width, target.height, gl.RGBA, gl.FLOAT, into);
  }

  // Framebuffers count rows from the bottom, textures here from the top.
  show(target) {
    const gl = this.gl;
    const { width, height } = target;
    if (gl.canvas.width !== width || gl.canvas.height !== height) {
      gl.canvas.width = width;
      gl.canvas.height = height;
    }
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, target.framebuffer);
    gl.bindFramebuffer(gl.DRAW_FRAMEBUFFER, null);
    gl.blitFramebuffer(0, 0, width, height, 0, height, width, 0, gl.COLOR_BUFFER_BIT, gl.NEAREST);
  }

  release() {
    const gl = this.gl;
    for (const texture of this.textures) this.deleteTexture(texture);
    for (const { framebuffer } of this.targets.values()) gl.deleteFramebuffer(framebuffer);
    for (const program of this.programs.values()) gl.deleteProgram(program);
    gl.deleteVertexArray(this.vertices);
    gl.deleteBuffer(this.buffer);
    gl.deleteFramebuffer(this.reader);
  }
}
