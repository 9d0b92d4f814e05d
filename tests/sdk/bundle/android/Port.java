import android.opengl.GLES30;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import hairsdk.HairRecolorer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * An app without a phone: takes frames from its standard input, asks there for the network's
 * answers, and gives back what it drew. Its argument is the bundle's folder.
 */
public final class Port {
    private static final DataInputStream in =
        new DataInputStream(new BufferedInputStream(System.in, 1 << 20));
    private static final DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(System.out, 1 << 20));
    // Answers that the network gives before it fails once; -1 where it never does.
    private static int answersLeft = -1;

    public static void main(String[] arguments) throws Exception {
        Egl.makeCurrent();
        Path bundle = Path.of(arguments[0]);
        JSONObject manifest = new JSONObject(Files.readString(bundle.resolve("manifest.json")));
        HairRecolorer.Files files = name -> Files.readAllBytes(bundle.resolve(name));
        HairRecolorer recolorer = new HairRecolorer(manifest, files, Port::ask);
        int[] texture = new int[1];
        GLES30.glGenTextures(1, texture, 0);
        for (String command = in.readUTF(); !command.equals("end"); command = in.readUTF()) {
            if (command.equals("manifest")) {
                String text = in.readUTF();
                say(() -> new HairRecolorer(new JSONObject(text), files, Port::ask).release());
                continue;
            }
            if (command.equals("mistakes")) {
                mistakes(manifest, files, texture[0]);
                continue;
            }
            if (command.equals("wear")) {
                recolorer.wear(in.readUTF());
                continue;
            }
            if (command.equals("fail")) {
                answersLeft = in.readInt();
                continue;
            }
            int width = in.readInt(), height = in.readInt();
            long nanoseconds = in.readLong();
            float strength = in.readFloat();
            upload(texture[0], width, height);
            boolean fails = answersLeft >= 0;
            try {
                if (command.equals("still")) recolorer.findInStill(texture[0], width, height);
                else recolorer.find(texture[0], width, height, nanoseconds);
            } catch (UncheckedIOException error) {
                if (!fails) throw error;
            }
            answer(recolorer.draw(strength), width, height);
        }
        recolorer.release();
        check();
        if (GLES30.living != 1) throw new IllegalStateException("more is left than our own texture");
        out.writeUTF("released");
        out.flush();
    }

    private interface Mistake {
        void make() throws Exception;
    }

    /** Say what an app is told if that is wrong, or nothing. */
    private static void say(Mistake mistake) throws IOException {
        String told = "";
        try {
            mistake.make();
        } catch (IOException | JSONException | IllegalArgumentException | IllegalStateException error) {
            told = error.getMessage();
        } catch (Exception error) {
            throw new IllegalStateException(error);
        }
        out.writeUTF(told);
        out.flush();
    }

    /** What an app may do wrong; says what it is told. */
    private static void mistakes(JSONObject manifest, HairRecolorer.Files files, int texture)
            throws Exception {
        HairRecolorer.Files torn =
            name -> name.endsWith("light.rgba16f.bin") ? new byte[9] : files.read(name);
        HairRecolorer own = new HairRecolorer(manifest, torn, values -> new float[9]);
        allocate(texture, 8, 6);
        JSONObject outside = new JSONObject(manifest.toString());
        JSONArray shaders = outside.getJSONArray("shaders");
        shaders.getJSONObject(shaders.length() - 1).put("file", "shaders/../../secret");
        JSONObject foreign = new JSONObject(manifest.toString()).put("shaders", new JSONArray());
        say(() -> elsewhere(() -> new HairRecolorer(manifest, files, Port::ask)));
        say(() -> elsewhere(() -> own.find(texture, 8, 6, 0)));
        int before = GLES30.living;
        elsewhere(new HairRecolorer(manifest, files, Port::ask)::release);
        GLES30.living = before; // our context has it still
        say(() -> elsewhere(() -> {
            Egl.makeCurrent();
            own.find(texture, 8, 6, 0);
        }));
        elsewhere(() -> releaseAfterLoss(manifest, files));
        HairRecolorer.Files garbled =
            name -> name.endsWith("matte.frag.glsl") ? new byte[] {'?'} : files.read(name);
        say(() -> new HairRecolorer(manifest, garbled, Port::ask));
        if (GLES30.living != before) throw new IllegalStateException("a bad shader leaves good ones");
        say(() -> new HairRecolorer(outside, files, Port::ask));
        say(() -> new HairRecolorer(foreign, files, Port::ask));
        say(() -> own.draw(1));
        say(() -> own.wear("nobody"));
        say(() -> own.wear("test-look"));
        say(() -> own.find(texture, 0, 6, 0));
        say(() -> own.find(texture, 8, 6, 0));
        own.release();
        own.release();
        say(() -> own.draw(1));
        out.writeUTF("");
        out.flush();
    }

    private static void releaseAfterLoss(JSONObject manifest, HairRecolorer.Files files)
            throws Exception {
        int before = GLES30.living;
        Egl.makeCurrent();
        HairRecolorer lost = new HairRecolorer(manifest, files, Port::ask);
        Egl.makeCurrent();
        int made = GLES30.living;
        lost.release();
        if (GLES30.living != made) throw new IllegalStateException("the next context lost something");
        GLES30.living = before;
    }

    private static void elsewhere(Mistake mistake) throws Exception {
        Exception[] told = new Exception[1];
        Thread thread = new Thread(() -> {
            try {
                mistake.make();
            } catch (Exception error) {
                told[0] = error;
            }
        }, "elsewhere");
        thread.start();
        thread.join();
        if (told[0] != null) throw told[0];
    }

    private static void allocate(int texture, int width, int height) {
        GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, texture);
        GLES30.glTexImage2D(GLES30.GL_TEXTURE_2D, 0, GLES30.GL_RGBA8, width, height, 0,
            GLES30.GL_RGBA, GLES30.GL_UNSIGNED_BYTE, ByteBuffer.allocateDirect(4 * width * height));
    }

    private static void upload(int texture, int width, int height) throws Exception {
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * width * height);
        byte[] bytes = new byte[pixels.capacity()];
        in.readFully(bytes);
        pixels.put(bytes).rewind();
        // As an app may have left it.
        GLES30.glEnable(GLES30.GL_BLEND);
        GLES30.glEnable(GLES30.GL_SCISSOR_TEST);
        GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, texture);
        GLES30.glTexParameteri(GLES30.GL_TEXTURE_2D, GLES30.GL_TEXTURE_MIN_FILTER, GLES30.GL_NEAREST);
        GLES30.glTexImage2D(GLES30.GL_TEXTURE_2D, 0, GLES30.GL_RGBA8, width, height, 0,
            GLES30.GL_RGBA, GLES30.GL_UNSIGNED_BYTE, pixels);
    }

    private static void answer(int drawn, int width, int height) throws Exception {
        ByteBuffer pixels = ByteBuffer.allocateDirect(4 * width * height);
        int[] framebuffer = new int[1];
        GLES30.glGenFramebuffers(1, framebuffer, 0);
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, framebuffer[0]);
        GLES30.glFramebufferTexture2D(GLES30.GL_FRAMEBUFFER, GLES30.GL_COLOR_ATTACHMENT0,
            GLES30.GL_TEXTURE_2D, drawn, 0);
        GLES30.glReadPixels(0, 0, width, height, GLES30.GL_RGBA, GLES30.GL_UNSIGNED_BYTE, pixels);
        GLES30.glDeleteFramebuffers(1, framebuffer, 0);
        check();
        byte[] bytes = new byte[pixels.capacity()];
        pixels.get(bytes);
        out.writeUTF("drawn");
        out.write(bytes);
        out.flush();
    }

    private static float[] ask(float[] input) {
        try {
            if (answersLeft-- == 0) throw new IOException("the network has failed");
            answersLeft = Math.max(answersLeft, -1);
            out.writeUTF("network");
            ByteBuffer bytes = ByteBuffer.allocate(4 * input.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(input);
            out.write(bytes.array());
            out.flush();
            byte[] answer = new byte[input.length];
            in.readFully(answer);
            float[] mask = new float[input.length / 4];
            ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(mask);
            return mask;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static void check() {
        int error = GLES30.glGetError();
        if (error != GLES30.GL_NO_ERROR) throw new IllegalStateException("OpenGL error " + error);
    }

    /** A context of OpenGL ES 3 without a window. */
    private static final class Egl {
        static {
            Native.register(Egl.class, "EGL");
        }

        static native Pointer eglGetPlatformDisplay(int platform, Pointer display, Pointer wishes);
        static native boolean eglInitialize(Pointer display, int[] major, int[] minor);
        static native boolean eglBindAPI(int api);
        static native boolean eglChooseConfig(
            Pointer display, int[] wishes, PointerByReference config, int size, int[] found);
        static native Pointer eglCreateContext(
            Pointer display, Pointer config, Pointer share, int[] wishes);
        static native boolean eglMakeCurrent(
            Pointer display, Pointer draw, Pointer read, Pointer context);

        static void makeCurrent() {
            final int surfaceless = 0x31DD, es = 0x30A0, kinds = 0x3040, es3 = 0x40, none = 0x3038;
            final int version = 0x3098, surfaces = 0x3033;
            Pointer display = eglGetPlatformDisplay(surfaceless, null, null);
            PointerByReference config = new PointerByReference();
            boolean isReady = eglInitialize(display, new int[1], new int[1]) && eglBindAPI(es)
                && eglChooseConfig(display, new int[] {kinds, es3, surfaces, 0, none}, config, 1,
                    new int[1]);
            Pointer context = isReady
                ? eglCreateContext(display, config.getValue(), null, new int[] {version, 3, none}) : null;
            if (context == null || !eglMakeCurrent(display, null, null, context))
                throw new IllegalStateException("no context of OpenGL ES 3");
        }
    }
}
