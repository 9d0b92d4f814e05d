package hairsdk;

import android.opengl.GLES30;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** The shaders' passes on OpenGL ES 3. Row 0 of every texture is the top row of the picture. */
final class HairPasses {
    /** A texture to render into. */
    static final class Target {
        int texture, framebuffer, width, height;
    }

    /** What textures hold floats in: 32 bits where they can be rendered to, else 16. */
    final int floats;

    private static final class Pass {
        int program;
        String[] reads, members, types;
    }

    private static final int STD140_BYTES = 64;

    private final Map<String, Pass> passes = new HashMap<>();
    private final Map<String, Target> targets = new HashMap<>();
    private final ByteBuffer settings =
        ByteBuffer.allocateDirect(STD140_BYTES).order(ByteOrder.nativeOrder());
    private final int uniforms, vertices, reader;
    private final Map<String, Integer> uploads = new HashMap<>();
    private ByteBuffer upload, download;

    HairPasses(JSONObject manifest, HairRecolorer.Files files) throws IOException, JSONException {
        String can = GLES30.glGetString(GLES30.GL_EXTENSIONS);
        boolean is32 = can.contains("GL_EXT_color_buffer_float");
        if (!is32 && !can.contains("GL_EXT_color_buffer_half_float"))
            throw new IllegalStateException("this GPU cannot render to float textures");
        floats = is32 ? GLES30.GL_RGBA32F : GLES30.GL_RGBA16F;
        Map<String, String> texts = new HashMap<>();
        JSONArray shaders = manifest.getJSONArray("shaders");
        for (int i = 0; i < shaders.length(); i++) {
            JSONObject shader = shaders.getJSONObject(i);
            if (!shader.getString("language").equals("glsl-es-300")) continue;
            texts.put(shader.getJSONArray("entries").getString(0),
                new String(files.read(HairManifest.fileOf(shader)), StandardCharsets.UTF_8));
        }
        JSONObject modules = manifest.getJSONObject("modules");
        JSONArray all = manifest.getJSONArray("passes");
        for (int i = 0; i < all.length(); i++) {
            JSONObject about = all.getJSONObject(i);
            JSONArray settings = about.getBoolean("settings")
                ? modules.getJSONObject(about.getString("module")).getJSONArray("settings")
                : new JSONArray();
            Pass pass = new Pass();
            String entry = about.getString("entry");
            if (!texts.containsKey("fullscreen") || !texts.containsKey(entry))
                throw new JSONException("manifest.json has no shader of " + entry
                    + " in GLSL ES: this bundle is not for Android");
            pass.reads = new String[about.getJSONArray("reads").length()];
            for (int j = 0; j < pass.reads.length; j++)
                pass.reads[j] = about.getJSONArray("reads").getString(j);
            pass.members = new String[settings.length()];
            pass.types = new String[settings.length()];
            for (int j = 0; j < pass.members.length; j++) {
                pass.members[j] = settings.getJSONObject(j).getString("name");
                pass.types[j] = settings.getJSONObject(j).getString("type");
            }
            passes.put(entry, pass);
        }
        // All of the manifest was read. What is refused leaves nothing on the GPU.
        try {
            for (Map.Entry<String, Pass> each : passes.entrySet()) {
                int program = GLES30.glCreateProgram();
                each.getValue().program = program;
                link(program, each.getKey(), texts.get("fullscreen"), texts.get(each.getKey()));
            }
        } catch (IllegalStateException error) {
            deletePrograms();
            throw error;
        }
        int[] ids = new int[1];
        GLES30.glGenBuffers(1, ids, 0);
        uniforms = ids[0];
        GLES30.glGenVertexArrays(1, ids, 0);
        vertices = ids[0];
        GLES30.glGenFramebuffers(1, ids, 0);
        reader = ids[0];
    }

    /** Take the GL state that the passes need; whoever draws beside them sets their own again. */
    void begin() {
        GLES30.glBindVertexArray(vertices);
        for (int state : new int[] {GLES30.GL_BLEND, GLES30.GL_DITHER, GLES30.GL_DEPTH_TEST,
                GLES30.GL_SCISSOR_TEST, GLES30.GL_CULL_FACE, GLES30.GL_STENCIL_TEST})
            GLES30.glDisable(state);
        GLES30.glColorMask(true, true, true, true);
        GLES30.glPixelStorei(GLES30.GL_PACK_ALIGNMENT, 1);
        GLES30.glPixelStorei(GLES30.GL_UNPACK_ALIGNMENT, 1);
        GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, 0);
        GLES30.glBindBuffer(GLES30.GL_PIXEL_UNPACK_BUFFER, 0);
        GLES30.glActiveTexture(GLES30.GL_TEXTURE0);
    }

    void end() {
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, 0);
        GLES30.glBindVertexArray(0);
        GLES30.glUseProgram(0);
    }

    int texture(int kind) {
        int[] id = new int[1];
        GLES30.glGenTextures(1, id, 0);
        GLES30.glBindTexture(kind, id[0]);
        for (int filter : new int[] {GLES30.GL_TEXTURE_MIN_FILTER, GLES30.GL_TEXTURE_MAG_FILTER})
            GLES30.glTexParameteri(kind, filter, GLES30.GL_NEAREST);
        for (int wrap : new int[] {GLES30.GL_TEXTURE_WRAP_S, GLES30.GL_TEXTURE_WRAP_T})
            GLES30.glTexParameteri(kind, wrap, GLES30.GL_CLAMP_TO_EDGE);
        return id[0];
    }

    /** A texture, kept under its name, of a mask of the CPU's. */
    int uploadMask(String name, float[] values, int side) {
        if (upload == null)
            upload = ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder());
        upload.asFloatBuffer().put(values);
        int texture = uploaded(name);
        GLES30.glTexImage2D(GLES30.GL_TEXTURE_2D, 0, GLES30.GL_R32F, side, side, 0,
            GLES30.GL_RED, GLES30.GL_FLOAT, upload);
        return texture;
    }

    /** As `uploadMask`. */
    int uploadBytes(String name, byte[] values, int side) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(values.length);
        bytes.put(values).rewind();
        int texture = uploaded(name);
        GLES30.glTexImage2D(GLES30.GL_TEXTURE_2D, 0, GLES30.GL_R8, side, side, 0,
            GLES30.GL_RED, GLES30.GL_UNSIGNED_BYTE, bytes);
        return texture;
    }

    private int uploaded(String name) {
        Integer kept = uploads.get(name);
        int texture = kept == null ? texture(GLES30.GL_TEXTURE_2D) : kept;
        uploads.put(name, texture);
        GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, texture);
        return texture;
    }

    /** Half floats as they stand in the file: some drivers round 32-bit uploads badly. */
    int lut(byte[] file, int size) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(file.length);
        bytes.put(file).rewind();
        int texture = texture(GLES30.GL_TEXTURE_3D);
        GLES30.glTexImage3D(GLES30.GL_TEXTURE_3D, 0, GLES30.GL_RGBA16F, size, size, size, 0,
            GLES30.GL_RGBA, GLES30.GL_HALF_FLOAT, bytes);
        return texture;
    }

    /** A texture to render into, kept under its name and made anew when its size changes. */
    Target target(String name, int width, int height, int format) {
        Target target = targets.get(name);
        if (target != null && target.width == width && target.height == height) return target;
        if (target != null) delete(target);
        target = new Target();
        target.width = width;
        target.height = height;
        target.texture = texture(GLES30.GL_TEXTURE_2D);
        GLES30.glTexStorage2D(GLES30.GL_TEXTURE_2D, 1, format, width, height);
        int[] id = new int[1];
        GLES30.glGenFramebuffers(1, id, 0);
        target.framebuffer = id[0];
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, target.framebuffer);
        GLES30.glFramebufferTexture2D(GLES30.GL_FRAMEBUFFER, GLES30.GL_COLOR_ATTACHMENT0,
            GLES30.GL_TEXTURE_2D, target.texture, 0);
        clear(target);
        targets.put(name, target);
        return target;
    }

    Target square(String name, int size) {
        return target(name, size, size, floats);
    }

    private static void clear(Target target) {
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, target.framebuffer);
        GLES30.glClearColor(0, 0, 0, 0);
        GLES30.glClear(GLES30.GL_COLOR_BUFFER_BIT);
    }

    /** A part of a texture of bytes, as a texture of its own. */
    int crop(String name, int texture, HairWindow window) {
        Target target = target(name, window.width, window.height, GLES30.GL_RGBA8);
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, reader);
        GLES30.glFramebufferTexture2D(GLES30.GL_FRAMEBUFFER, GLES30.GL_COLOR_ATTACHMENT0,
            GLES30.GL_TEXTURE_2D, texture, 0);
        GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, target.texture);
        GLES30.glCopyTexSubImage2D(GLES30.GL_TEXTURE_2D, 0, 0, 0,
            window.left, window.top, window.width, window.height);
        return target.texture;
    }

    /** Run a pass; `textures` in the order in which the manifest says that it reads them. */
    int run(String entry, Map<String, Object> values, Target target, int... textures) {
        Pass pass = passes.get(entry);
        if (pass == null) throw new IllegalStateException("manifest.json has no pass " + entry);
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, target.framebuffer);
        GLES30.glViewport(0, 0, target.width, target.height);
        GLES30.glUseProgram(pass.program);
        for (int unit = 0; unit < textures.length; unit++) {
            String name = pass.reads[unit];
            GLES30.glActiveTexture(GLES30.GL_TEXTURE0 + unit);
            GLES30.glBindTexture(name.endsWith("Lut") ? GLES30.GL_TEXTURE_3D : GLES30.GL_TEXTURE_2D,
                textures[unit]);
            GLES30.glBindSampler(unit, 0);
            GLES30.glUniform1i(GLES30.glGetUniformLocation(pass.program, name), unit);
        }
        GLES30.glActiveTexture(GLES30.GL_TEXTURE0);
        if (pass.members.length > 0) {
            pack(pass, values);
            GLES30.glBindBufferBase(GLES30.GL_UNIFORM_BUFFER, 0, uniforms);
            GLES30.glBufferData(
                GLES30.GL_UNIFORM_BUFFER, STD140_BYTES, settings, GLES30.GL_STREAM_DRAW);
        }
        GLES30.glDrawArrays(GLES30.GL_TRIANGLES, 0, 3);
        return target.texture;
    }

    /** Shrink a texture of bytes to a square, by halves. */
    Target shrink(int texture, int width, int height, int size, String name) {
        Target target = null;
        for (int step = 0; width != size || height != size || target == null; step++) {
            boolean halves = width >= 2 * size || height >= 2 * size;
            int w = !halves ? size : width >= 2 * size ? width / 2 : width;
            int h = !halves ? size : height >= 2 * size ? height / 2 : height;
            target = target(name + step, w, h, GLES30.GL_RGBA8);
            Map<String, Object> values = new HashMap<>();
            values.put("scale", new float[] {(float) width / w, (float) height / h});
            texture = run("shrink", values, target, texture);
            width = w;
            height = h;
        }
        return target;
    }

    /** What was rendered, as RGBA bytes or floats. */
    void read(Target target, int type, ByteBuffer into) {
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, target.framebuffer);
        GLES30.glReadPixels(0, 0, target.width, target.height, GLES30.GL_RGBA, type, into);
    }

    /** What was rendered into a target of floats, of their first channel. */
    void readMask(Target target, float[] mask) {
        if (download == null)
            download = ByteBuffer.allocateDirect(16 * mask.length).order(ByteOrder.nativeOrder());
        read(target, GLES30.GL_FLOAT, download);
        for (int i = 0; i < mask.length; i++) mask[i] = download.getFloat(16 * i);
    }

    void deleteTexture(int texture) {
        GLES30.glDeleteTextures(1, new int[] {texture}, 0);
    }

    void release() {
        for (Target target : targets.values()) delete(target);
        for (int texture : uploads.values()) deleteTexture(texture);
        deletePrograms();
        GLES30.glDeleteBuffers(1, new int[] {uniforms}, 0);
        GLES30.glDeleteVertexArrays(1, new int[] {vertices}, 0);
        GLES30.glDeleteFramebuffers(1, new int[] {reader}, 0);
    }

    private void deletePrograms() {
        for (Pass pass : passes.values()) GLES30.glDeleteProgram(pass.program);
    }

    private void delete(Target target) {
        deleteTexture(target.texture);
        GLES30.glDeleteFramebuffers(1, new int[] {target.framebuffer}, 0);
    }

    /** std140: here every member is a word or two, and none crosses 16 bytes. */
    private void pack(Pass pass, Map<String, Object> values) {
        settings.clear();
        for (int i = 0; i < pass.members.length; i++) {
            Object value = values.get(pass.members[i]);
            if (pass.types[i].equals("float2")) {
                float[] pair = value == null ? new float[2] : (float[]) value;
                settings.putFloat(pair[0]).putFloat(pair[1]);
            } else if (pass.types[i].equals("int")) {
                settings.putInt(value == null ? 0 : ((Number) value).intValue());
            } else {
                settings.putFloat(value == null ? 0 : ((Number) value).floatValue());
            }
        }
        settings.rewind();
    }

    private static void link(int program, String entry, String vertex, String fragment) {
        for (int kind : new int[] {GLES30.GL_VERTEX_SHADER, GLES30.GL_FRAGMENT_SHADER}) {
            int shader = GLES30.glCreateShader(kind);
            GLES30.glShaderSource(shader, kind == GLES30.GL_VERTEX_SHADER ? vertex : fragment);
            GLES30.glCompileShader(shader);
            GLES30.glAttachShader(program, shader);
            GLES30.glDeleteShader(shader);
        }
        GLES30.glLinkProgram(program);
        int[] isLinked = new int[1];
        GLES30.glGetProgramiv(program, GLES30.GL_LINK_STATUS, isLinked, 0);
        if (isLinked[0] == 0)
            throw new IllegalStateException(
                "shader " + entry + ": " + GLES30.glGetProgramInfoLog(program));
        int block = GLES30.glGetUniformBlockIndex(program, "Settings");
        if (block != GLES30.GL_INVALID_INDEX) GLES30.glUniformBlockBinding(program, block, 0);
    }
}
