package hairsdk;

import android.opengl.EGL14;
import android.opengl.EGLContext;
import android.opengl.GLES30;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Frames in, frames with recoloured hair out; README.md says what happens on the way. One instance
 * is one stream. All methods are to be called where the OpenGL ES 3 context is current in which it
 * was made, whose framebuffer, viewport, program, textures and blending they change.
 */
public final class HairRecolorer {
    /** The bundle's files, by their names in the manifest. */
    public interface Files {
        byte[] read(String name) throws IOException;
    }

    /** Runs the manifest's model: S · S · 4 floats in, S · S floats out. */
    public interface Network {
        float[] run(float[] input);
    }

    private static final int TILE = 12;
    private static final long PAUSE = 1_000_000_000;

    private final HairPasses passes;
    private final Files files;
    private final JSONArray looks;
    private final HairNetwork network;
    private final HairCloser closer;
    private final HairHeadFinder finder;
    private final HairFollower follower;
    private final HairCuts cuts;
    private final HairSteadier steadier;
    private final HairSights sights;
    private final HairIntensities intensities;
    private final HairEnds ends;
    private final int side, glance, grid;
    private final double somebody;
    private final Map<String, Object> constants = new HashMap<>();
    private final EGLContext context = currentContext();

    private final ByteBuffer thumbnail;
    private final int one;
    private float[] memory;

    private int sinceGlance, wide;
    private boolean isEntered, isOdd, isReleased;
    private long time;
    private HairWindow whole, window, around;
    private final List<Drawn> drawn = new ArrayList<>();
    private int frame, dark, light;
    private JSONObject look;

    /** A head as it is drawn: its mask, in which window, its intensity, and which of whose cells. */
    private static final class Drawn {
        final HairWindow window;
        final int mask, state, heads, number;

        Drawn(HairWindow window, int mask, int state, int heads, int number) {
            this.window = window;
            this.mask = mask;
            this.state = state;
            this.heads = heads;
            this.number = number;
        }
    }

    public HairRecolorer(JSONObject manifest, Files files, Network network)
            throws IOException, JSONException {
        HairManifest.check(manifest);
        this.files = files;
        looks = manifest.getJSONArray("looks");
        JSONObject render = manifest.getJSONObject("render");
        JSONObject close = render.getJSONObject("closer"), heads = render.getJSONObject("heads");
        side = manifest.getJSONObject("model").getJSONObject("input").getJSONArray("shape").getInt(1);
        closer = new HairCloser(close, side);
        finder = new HairHeadFinder(heads, closer, side);
        follower = new HairFollower(heads, closer.cells);
        cuts = new HairCuts(render.getJSONObject("cuts"));
        glance = close.getInt("glance");
        somebody = close.getDouble("somebody");
        JSONObject matte = render.getJSONObject("matte");
        grid = matte.getInt("grid");
        ends = new HairEnds(matte);
        for (String name : new String[] {"toe", "noise", "radius", "reach", "unsure"})
            constants.put(name, matte.getDouble(name));
        thumbnail = ByteBuffer.allocateDirect(4 * cuts.side * cuts.side);
        passes = new HairPasses(manifest, files);
        passes.begin();
        one = passes.target("one", 1, 1, GLES30.GL_R8).texture;
        steadier = new HairSteadier(render.getJSONObject("steady"), side, passes, "");
        this.network = new HairNetwork(passes, network, side);
        sights = new HairSights(render, passes, this.network, closer, finder, side);
        intensities = new HairIntensities(passes, render);
        passes.end();
    }

    /** Put on a look, by its id in the manifest; IllegalArgumentException if it is not there. */
    public void wear(String id) throws IOException, JSONException {
        checkUse();
        JSONObject chosen = null;
        for (int i = 0; i < looks.length(); i++)
            if (looks.getJSONObject(i).getString("id").equals(id)) chosen = looks.getJSONObject(i);
        if (chosen == null) throw new IllegalArgumentException("the bundle has no look " + id);
        int size = chosen.getInt("lut_size");
        // All of it is read first: where a file is not there the look that is worn stays on.
        byte[] darkBytes = lut(chosen, "dark", size), lightBytes = lut(chosen, "light", size);
        JSONObject intensity = chosen.getJSONObject("intensity");
        constants.put("intensityDark", intensity.getDouble("dark"));
        constants.put("intensityLight", intensity.getDouble("light"));
        passes.begin();
        if (look != null) {
            passes.deleteTexture(dark);
            passes.deleteTexture(light);
        }
        look = chosen;
        dark = passes.lut(darkBytes, size);
        light = passes.lut(lightBytes, size);
        passes.end();
    }

    /** Forget the stream: after a switch of cameras or a seek. */
    public void reset() {
        steadier.reset();
    }

    /**
     * Find the hair in a stream's next frame.
     *
     * @param texture RGBA8, of GL_TEXTURE_2D, upright: row 0 is the top of the picture
     * @param nanoseconds when the frame was taken, as of SurfaceTexture.getTimestamp; one of the
     *     same time as the last one is that one, which a screen may ask for again
     */
    public void find(int texture, int width, int height, long nanoseconds) {
        checkUse(width, height);
        boolean goesOn = steadier.age > 0 && whole.isSame(new HairWindow(0, 0, width, height));
        if (goesOn && nanoseconds == time) return;
        if (nanoseconds - time > PAUSE || nanoseconds < time) reset();
        time = nanoseconds;
        find(texture, width, height, true);
    }

    /** Find the hair in a still: three runs of the network, and two more for each further head. */
    public void findInStill(int texture, int width, int height) {
        checkUse(width, height);
        find(texture, width, height, false);
    }

    /**
     * Draw what was found last, in the look.
     *
     * @param strength 0 for the frame as it is, to 1
     * @return a texture of the frame's size, RGBA8, row 0 on top; valid until the next draw
     */
    public int draw(float strength) {
        checkUse();
        if (look == null || whole == null)
            throw new IllegalStateException("there is nothing to draw before wear and find");
        passes.begin();
        Map<String, Object> settings = with(constants, "strength", strength);
        int shown = frame;
        for (int i = 0; i < drawn.size(); i++) {
            Drawn head = drawn.get(i);
            settings.put("windowAt", new float[] {head.window.left, head.window.top});
            settings.put("windowSize", new float[] {head.window.width, head.window.height});
            settings.put("head", head.number);
            // Each head goes on from what was made of the one before.
            HairPasses.Target target = passes.target(i % 2 == 0 ? "recoloured" : "recolouredToo",
                whole.width, whole.height, GLES30.GL_RGBA8);
            shown = passes.run("recolor", settings, target,
                shown, head.mask, head.state, dark, light, head.heads);
        }
        passes.end();
        return shown;
    }

    /**
     * Release everything on the GPU: to be called where its context is current. Twice, or after that
     * was lost, which takes all of it along, this does no harm, on any thread.
     */
    public void release() {
        if (isReleased) return;
        isReleased = true;
        // In another context its numbers are of other things.
        if (!context.equals(EGL14.eglGetCurrentContext())) return;
        passes.deleteTexture(dark);
        passes.deleteTexture(light);
        passes.release();
    }

    /** OpenGL says nothing without a context, and gives the same numbers in another. */
    private void checkUse() {
        if (isReleased) throw new IllegalStateException("this HairRecolorer was released");
        if (!context.equals(currentContext()))
            throw new IllegalStateException("this HairRecolorer is of another OpenGL ES context: "
                + "make one in each, as in GLSurfaceView.Renderer.onSurfaceCreated");
    }

    private static EGLContext currentContext() {
        EGLContext current = EGL14.eglGetCurrentContext();
        if (current.equals(EGL14.EGL_NO_CONTEXT))
            throw new IllegalStateException("this thread has no OpenGL ES context: use a "
                + "HairRecolorer on the one that draws, as in GLSurfaceView.Renderer");
        return current;
    }

    private void checkUse(int width, int height) {
        checkUse();
        if (width < 1 || height < 1)
            throw new IllegalArgumentException(
                "a frame of " + width + " x " + height + " pixels has no picture");
    }

    private void find(int texture, int width, int height, boolean isStream) {
        boolean isFound = false;
        passes.begin();
        try {
            HairWindow all = new HairWindow(0, 0, width, height);
            // The caller's texture may change, and this frame is looked at once more with the next.
            // Until all is found the one before can be drawn.
            int next = passes.crop(isOdd ? "frameB" : "frameA", texture, all);
            if (isStream) look(next, all);
            else lookAtStill(next, all);
            isOdd = !isOdd;
            isFound = true;
        } finally {
            // The network may have failed, at a cut perhaps.
            if (!isFound) reset();
            passes.end();
        }
    }

    private void look(int next, HairWindow all) {
        boolean isSame = steadier.age > 0 && all.isSame(whole);
        if (!isSame) cuts.reset();
        HairWindow through = isSame ? remember() : all;
        HairView view = network.see(next, through, all, "");
        boolean goesOn = !isCut(view, next, all) && isSame;
        // The first frame of a stream is looked at like a still: the next ones build on it.
        view = goesOn ? follow(view, next, all) : lookAtFirst(view, next, all);
        if (!goesOn) sinceGlance = wide = 0;
        around = glanced(view, next, all);
        if (!goesOn) beginShot();
        // Told from the answer alone: the steady mask is read with the next frame.
        HairHeads heads = finder.apart(view.mask, view.window);
        HairFollower.Origin[] origins = follower.follow(heads, view.window);
        HairView[] closerLooks = sights.look(view, heads, origins, next, all);
        show(next, all, view.window);
        int coarse = steadier.steady(view.small, view.mask);
        addHeads(view, coarse, heads, origins, closerLooks);
    }

    /** Those with a look of their own are drawn with its mask, others with the mask of all. */
    private void addHeads(HairView view, int coarse, HairHeads heads,
            HairFollower.Origin[] origins, HairView[] closerLooks) {
        int cells = heads.count == 1 ? one
            : passes.uploadBytes("cellsOfHeads", heads.numbers, closer.cells);
        int mask = Arrays.asList(closerLooks).contains(null) ? refine(view, coarse, "") : 0;
        for (int number = 0; number < closerLooks.length; number++) {
            HairView look = closerLooks[number];
            HairFollower.Origin origin = origins[number];
            if (look == null) {
                int state = intensities.ofNext(origin, view.small, coarse, cells, number);
                drawn.add(new Drawn(view.window, mask, state, cells, number));
            } else {
                HairSight sight = sights.of(number);
                int own = sight.steadier.steady(look.small, look.mask);
                int state = intensities.ofNext(origin, look.small, own, one, 0);
                drawn.add(new Drawn(look.window, refine(look, own, sight.name), state, one, 0));
            }
        }
        intensities.endFrame(!heads.isEmpty());
    }

    /** Each head in a still gets looks of its own. */
    private void lookAtStill(int next, HairWindow all) {
        HairView view = network.see(next, all, all, "");
        float[] first = network.answer(null, false);
        HairHeads heads = finder.apart(first, all);
        List<HairView> found = new ArrayList<>();
        for (int number = 0; number < heads.count; number++) {
            view = lookCloser(view, finder.only(heads, number, first), next, all, nameOf(number));
            found.add(heads.count == 1 ? view
                : view.with(finder.share(heads, number, view.mask, all, view.window)));
        }
        beginShot();
        show(next, all, all);
        for (int i = 0; i < found.size(); i++) {
            HairView head = found.get(i);
            int coarse = passes.uploadMask("answered", ends.cut(head.mask), side);
            int state = intensities.ofStill(i, head.small, coarse, one);
            int mask = refine(head, coarse, nameOf(i));
            drawn.add(new Drawn(head.window, mask, state, one, 0));
        }
    }

    private static String nameOf(int head) {
        return head == 0 ? "" : "" + head;
    }

    private void beginShot() {
        reset();
        follower.reset();
        sights.clear();
        intensities.beginShot();
    }

    private void show(int next, HairWindow all, HairWindow part) {
        frame = next;
        whole = all;
        window = part;
        drawn.clear();
    }

    /** Of the whole frame: a head that turns changes all of its window. */
    private boolean isCut(HairView view, int texture, HairWindow all) {
        HairPasses.Target small = view.window.isSame(all)
            ? passes.shrink(view.small.texture, side, side, cuts.side, "thumbnail")
            : passes.shrink(texture, all.width, all.height, cuts.side, "thumbnail");
        passes.read(small, GLES30.GL_UNSIGNED_BYTE, thumbnail);
        return cuts.update(thumbnail);
    }

    /** Take the last frame's steady masks, through the windows to look through now. */
    private HairWindow remember() {
        memory = steadier.previous();
        boolean isAdded = sights.remember(frame, whole, window, memory);
        HairWindow next = around != null ? around : closer.window(memory, window, whole);
        boolean isWhole = window.isSame(whole);
        if (isWhole && wide > 0) {
            wide--;
            next = window;
        }
        isEntered = isWhole && !next.isSame(window);
        if (next.isSame(window)) {
            if (isAdded) steadier.carry(memory, null);
            return window;
        }
        memory = closer.moved(memory, window, next);
        steadier.carry(memory, network.see(frame, next, whole, "").small);
        return next;
    }

    private HairView follow(HairView view, int texture, HairWindow all) {
        float[] answer = network.answer(memory, false);
        if (closer.hasEscaped(answer, view.window, all)) {
            // Else it had no colour for a frame. How the last one looked there is not known.
            HairWindow near = view.window;
            view = network.see(texture, closer.window(answer, near, all), all, "");
            // Closer, there is no hair where the last frame saw some: no window for a while.
            if (isEntered && view.window.isSame(all)) wide = glance;
            answer = network.answer(closer.moved(answer, near, view.window), false);
            reset();
        }
        return view.with(closer.faded(answer, view.window, all));
    }

    private HairView lookAtFirst(HairView view, int texture, HairWindow all) {
        // At a cut a window of it was seen.
        if (!view.window.isSame(all)) view = network.see(texture, all, all, "");
        return lookCloser(view, network.answer(null, false), texture, all, "");
    }

    /** The second and third look, after a first one at all of the picture. */
    private HairView lookCloser(
            HairView view, float[] first, int texture, HairWindow all, String name) {
        HairWindow part = closer.window(first, all, all);
        if (!part.isSame(all)) first = closer.moved(first, all, part);
        if (!part.isSame(view.window)) view = network.see(texture, part, all, name);
        float[] second = network.answer(first, false), third = network.answer(second, true);
        float[] mask = new float[second.length];
        for (int i = 0; i < mask.length; i++) mask[i] = (second[i] + third[network.across(i)]) / 2;
        return view.with(closer.faded(mask, part, all));
    }

    /** Now and then: the window around all hair, if some is outside this one. */
    private HairWindow glanced(HairView view, int texture, HairWindow all) {
        sinceGlance = view.window.isSame(all) ? 0 : sinceGlance + 1;
        if (sinceGlance < glance) return null;
        sinceGlance = 0;
        network.see(texture, all, all, "glance");
        float[] found = network.answer(closer.moved(view.mask, view.window, all), false);
        float[] inside = closer.moved(ones(), view.window, all);
        int outside = 0;
        for (int i = 0; i < found.length; i++) if (found[i] * (1 - inside[i]) > 0.5) outside++;
        return outside > somebody * found.length ? closer.window(found, all, all) : null;
    }

    private float[] ones() {
        float[] ones = new float[side * side];
        Arrays.fill(ones, 1);
        return ones;
    }

    private int refine(HairView view, int coarse, String name) {
        int width = view.window.width, height = view.window.height;
        double wanted = Math.log((double) Math.max(width, height) / grid) / Math.log(2);
        int cell = 1 << Math.max(0, (int) Math.floor(wanted + 0.5));
        int columns = ceil(width, cell), rows = ceil(height, cell);
        Map<String, Object> settings = with(constants, "cell", cell);
        int found = passes.run("coloursOfCells", settings,
            passes.target("cells", columns, rows, passes.floats), view.seen, coarse);
        int ramps = passes.run("rampsOfCells", settings,
            passes.target("ramps", columns, rows, passes.floats), found);
        int doubts = passes.run("doubtsOfCells", settings,
            passes.target("doubts", columns, rows, passes.floats), found, ramps);
        int lines = passes.run("linesOfCells", settings,
            passes.target("lines", columns + 2, rows + 2, passes.floats), found, doubts);
        int edges = passes.run("edgesOfTiles", settings,
            passes.target("edges", ceil(columns, TILE), ceil(rows, TILE), GLES30.GL_RGBA8), doubts);
        return passes.run("matte", settings,
            passes.target(name + "mask", width, height, GLES30.GL_RGBA8),
            view.seen, coarse, lines, edges);
    }

    private byte[] lut(JSONObject chosen, String which, int size) throws IOException, JSONException {
        JSONArray textures = chosen.getJSONArray("textures");
        for (int i = 0; i < textures.length(); i++) {
            JSONObject texture = textures.getJSONObject(i);
            if (!texture.getString("side").equals(which)
                    || !texture.getString("layout").equals("rgba16f")) continue;
            String name = HairManifest.fileOf(texture);
            byte[] bytes = files.read(name);
            // OpenGL would read on beyond the end of a file that is shorter.
            int length = 8 * size * size * size;
            if (bytes.length != length)
                throw new IOException(
                    name + ": expected " + length + " bytes, found " + bytes.length);
            return bytes;
        }
        throw new IllegalArgumentException("the look has no rgba16f texture of its " + which + " side");
    }

    private static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private static int ceil(int length, int part) {
        return (length + part - 1) / part;
    }
}
