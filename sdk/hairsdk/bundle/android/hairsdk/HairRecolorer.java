package hairsdk;

import android.opengl.GLES30;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Frames in, frames with recoloured hair out; README.md says what happens on the way. One instance
 * is one stream. All methods are to be called on the thread of one OpenGL ES 3 context, whose
 * framebuffer, viewport, program, textures and blending they change.
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

    private static final int BLOCK = 16, TILE = 12;
    private static final long PAUSE = 1_000_000_000;

    private final HairPasses passes;
    private final Files files;
    private final Network network;
    private final JSONArray looks;
    private final HairCloser closer;
    private final HairCuts cuts;
    private final int side, glance, cells, levels, grid;
    private final double somebody, weight, settle;
    private final Map<String, Object> constants = new HashMap<>();
    private final Map<String, Object> steadySettings = new HashMap<>();

    private final ByteBuffer pixels, thumbnail, reds;
    private final float[] input, previous;
    private final int answered, carried, still;
    private final HairPasses.Target[] states = new HairPasses.Target[2];
    // Of what a frame leaves to the next: where this one's goes, and where the last one's is.
    private final String[] halves = {"A", "B"};

    private int age, sinceGlance, wide;
    private boolean isEntered;
    private long time;
    private HairWindow whole, window, around;
    private HairPasses.Target steadied;
    private int frame, mask, dark, light;
    private JSONObject look;

    /** What the network sees of a window of the frame, and its answer. */
    private static final class View {
        HairWindow window;
        int seen;
        HairPasses.Target small;
        float[] mask;
    }

    public HairRecolorer(JSONObject manifest, Files files, Network network)
            throws IOException, JSONException {
        this.files = files;
        this.network = network;
        looks = manifest.getJSONArray("looks");
        JSONObject render = manifest.getJSONObject("render");
        JSONObject close = render.getJSONObject("closer"), steady = render.getJSONObject("steady");
        side = manifest.getJSONObject("model").getJSONObject("input").getJSONArray("shape").getInt(1);
        closer = new HairCloser(close, side);
        cuts = new HairCuts(render.getJSONObject("cuts"));
        glance = close.getInt("glance");
        somebody = close.getDouble("somebody");
        cells = steady.getInt("cells");
        levels = steady.getInt("levels");
        weight = steady.getDouble("weight");
        settle = steady.getDouble("settle");
        JSONObject matte = render.getJSONObject("matte"), stream = render.getJSONObject("stream");
        grid = matte.getInt("grid");
        for (String name : new String[] {"toe", "noise", "radius", "reach", "unsure"})
            constants.put(name, matte.getDouble(name));
        for (String name : new String[] {"slow", "fast", "jump"})
            constants.put(name, stream.getDouble(name));
        constants.put("leastHair", render.getJSONObject("intensity").getDouble("least_hair"));
        for (String name : new String[] {"ease", "noise"})
            steadySettings.put(name, steady.getDouble(name));
        pixels = bytes(4 * side * side);
        thumbnail = bytes(4 * cuts.side * cuts.side);
        reds = bytes(16 * side * side);
        input = new float[4 * side * side];
        previous = new float[side * side];
        passes = new HairPasses(manifest, files);
        passes.begin();
        answered = passes.texture(GLES30.GL_TEXTURE_2D);
        carried = passes.texture(GLES30.GL_TEXTURE_2D);
        still = passes.target("still", 1, 1, passes.floats).texture;
        for (int i = 0; i < 2; i++) states[i] = passes.target("state" + i, 1, 1, passes.floats);
        passes.end();
    }

    /** Put on a look, by its id in the manifest; IllegalArgumentException if it is not there. */
    public void wear(String id) throws IOException, JSONException {
        JSONObject chosen = null;
        for (int i = 0; i < looks.length(); i++)
            if (looks.getJSONObject(i).getString("id").equals(id)) chosen = looks.getJSONObject(i);
        if (chosen == null) throw new IllegalArgumentException("the bundle has no look " + id);
        passes.begin();
        int size = chosen.getInt("lut_size");
        int[] luts = {lut(chosen, "dark", size), lut(chosen, "light", size)};
        JSONObject intensity = chosen.getJSONObject("intensity");
        constants.put("intensityDark", intensity.getDouble("dark"));
        constants.put("intensityLight", intensity.getDouble("light"));
        if (look != null) {
            passes.deleteTexture(dark);
            passes.deleteTexture(light);
        }
        look = chosen;
        dark = luts[0];
        light = luts[1];
        passes.end();
    }

    /** Forget the stream: after a switch of cameras or a seek. */
    public void reset() {
        age = 0;
    }

    /**
     * Find the hair in a stream's next frame.
     *
     * @param texture RGBA8, of GL_TEXTURE_2D, upright: row 0 is the top of the picture
     * @param nanoseconds when the frame was taken, as of SurfaceTexture.getTimestamp; one of the
     *     same time as the last one is that one, which a screen may ask for again
     */
    public void find(int texture, int width, int height, long nanoseconds) {
        boolean goesOn = age > 0 && whole.isSame(new HairWindow(0, 0, width, height));
        if (goesOn && nanoseconds == time) return;
        if (nanoseconds - time > PAUSE || nanoseconds < time) reset();
        time = nanoseconds;
        find(texture, width, height, true);
    }

    /** Find the hair in a still, which takes three runs of the network. */
    public void findInStill(int texture, int width, int height) {
        find(texture, width, height, false);
    }

    /**
     * Draw what was found last, in the look.
     *
     * @param strength 0 for the frame as it is, to 1
     * @return a texture of the frame's size, RGBA8, row 0 on top; valid until the next draw
     */
    public int draw(float strength) {
        if (look == null || whole == null)
            throw new IllegalStateException("there is nothing to draw before wear and find");
        passes.begin();
        Map<String, Object> settings = with(constants, "strength", strength);
        settings.put("windowAt", new float[] {window.left, window.top});
        settings.put("windowSize", new float[] {window.width, window.height});
        HairPasses.Target target =
            passes.target("recoloured", whole.width, whole.height, GLES30.GL_RGBA8);
        passes.run("recolor", settings, target, frame, mask, states[0].texture, dark, light);
        passes.end();
        return target.texture;
    }

    /** Release everything on the GPU. */
    public void release() {
        for (int texture : new int[] {answered, carried, dark, light}) passes.deleteTexture(texture);
        passes.release();
    }

    private void find(int texture, int width, int height, boolean isStream) {
        boolean isFound = false;
        passes.begin();
        try {
            look(texture, width, height, isStream);
            isFound = true;
        } finally {
            // The network may have failed, at a cut perhaps.
            if (!isFound) reset();
            passes.end();
        }
    }

    private void look(int texture, int width, int height, boolean isStream) {
        HairWindow all = new HairWindow(0, 0, width, height);
        boolean isSame = isStream && age > 0 && all.isSame(whole);
        if (!isSame) cuts.reset();
        HairWindow through = isSame ? remember() : all;
        boolean isCarried = isSame && !through.isSame(window);
        // The caller's texture may change, and this frame is looked at once more with the next.
        int next = passes.crop("frame" + halves[0], texture, all);
        View view = see(next, through, all, "");
        boolean goesOn = !(isStream && isCut(view, next, all)) && isSame;
        view = goesOn ? follow(view, next, all) : lookAtStill(view, next, all);
        if (!goesOn) sinceGlance = wide = 0;
        around = isStream ? glanced(view, next, all) : null;
        if (!goesOn) beginShot();
        frame = next;
        whole = all;
        window = view.window;
        passes.uploadMask(answered, view.mask, side);
        int coarse = isStream ? steady(view.small, isCarried) : answered;
        refine(view.seen, coarse);
        measure(view.small, coarse);
        String now = halves[0];
        halves[0] = halves[1];
        halves[1] = now;
    }

    private void beginShot() {
        reset();
        for (HairPasses.Target state : states) passes.clear(state);
    }

    /** A window of a frame, and what the network sees of it. */
    private View see(int texture, HairWindow part, HairWindow all, String name) {
        View view = new View();
        view.window = part;
        view.seen = part.isSame(all) ? texture : passes.crop(name + "seen", texture, part);
        view.small = shrink(view.seen, part.width, part.height, side, name + "small");
        passes.read(view.small, GLES30.GL_UNSIGNED_BYTE, pixels);
        return view;
    }

    /** Of the whole frame: a head that turns changes all of its window. */
    private boolean isCut(View view, int texture, HairWindow all) {
        HairPasses.Target small = view.window.isSame(all)
            ? shrink(view.small.texture, side, side, cuts.side, "thumbnail")
            : shrink(texture, all.width, all.height, cuts.side, "thumbnail");
        passes.read(small, GLES30.GL_UNSIGNED_BYTE, thumbnail);
        return cuts.update(thumbnail);
    }

    /** Take the last frame's steady mask, through the window to look through now. */
    private HairWindow remember() {
        passes.read(steadied, GLES30.GL_FLOAT, reds);
        for (int i = 0; i < previous.length; i++) previous[i] = reds.getFloat(16 * i);
        HairWindow next = around != null ? around : closer.window(previous, window, whole);
        boolean isWhole = window.isSame(whole);
        if (isWhole && wide > 0) {
            wide--;
            next = window;
        }
        isEntered = isWhole && !next.isSame(window);
        if (next.isSame(window)) return window;
        float[] moved = closer.moved(previous, window, next);
        System.arraycopy(moved, 0, previous, 0, moved.length);
        passes.uploadMask(carried, moved, side);
        greys(see(frame, next, whole, "").small, halves[1]);
        return next;
    }

    private View follow(View view, int texture, HairWindow all) {
        float[] answer = answer(previous, false);
        if (closer.hasEscaped(answer, view.window, all)) {
            // Else it had no colour for a frame. How the last one looked there is not known.
            HairWindow near = view.window;
            view = see(texture, closer.window(answer, near, all), all, "");
            // Closer, there is no hair where the last frame saw some: no window for a while.
            if (isEntered && view.window.isSame(all)) wide = glance;
            answer = answer(closer.moved(answer, near, view.window), false);
            reset();
        }
        view.mask = closer.faded(answer, view.window, all);
        return view;
    }

    private View lookAtStill(View view, int texture, HairWindow all) {
        // At a cut a window of it was seen.
        if (!view.window.isSame(all)) view = see(texture, all, all, "");
        float[] first = answer(null, false);
        HairWindow part = closer.window(first, all, all);
        if (!part.isSame(all)) {
            view = see(texture, part, all, "");
            first = closer.moved(first, all, part);
        }
        float[] second = answer(first, false), third = answer(second, true);
        view.mask = new float[second.length];
        for (int i = 0; i < second.length; i++) view.mask[i] = (second[i] + third[across(i)]) / 2;
        view.mask = closer.faded(view.mask, part, all);
        return view;
    }

    /** Now and then: the window around all hair, if some is outside this one. */
    private HairWindow glanced(View view, int texture, HairWindow all) {
        sinceGlance = view.window.isSame(all) ? 0 : sinceGlance + 1;
        if (sinceGlance < glance) return null;
        sinceGlance = 0;
        see(texture, all, all, "glance");
        float[] found = answer(closer.moved(view.mask, view.window, all), false);
        float[] ones = new float[found.length];
        Arrays.fill(ones, 1);
        float[] inside = closer.moved(ones, view.window, all);
        int outside = 0;
        for (int i = 0; i < found.length; i++) if (found[i] * (1 - inside[i]) > 0.5) outside++;
        return outside > somebody * found.length ? closer.window(found, all, all) : null;
    }

    private float[] answer(float[] memory, boolean isMirrored) {
        for (int i = 0; i < side * side; i++) {
            int from = isMirrored ? across(i) : i;
            for (int c = 0; c < 3; c++) input[4 * i + c] = (pixels.get(4 * from + c) & 255) / 255f;
            input[4 * i + 3] = memory == null ? 0 : memory[from];
        }
        return network.run(input).clone();
    }

    /** The number of the texel that lies where texel `i` would in a mirror. */
    private int across(int i) {
        return i - 2 * (i % side) + side - 1;
    }

    private HairPasses.Target shrink(int texture, int width, int height, int size, String name) {
        HairPasses.Target target = null;
        for (int step = 0; width != size || height != size || target == null; step++) {
            boolean halves = width >= 2 * size || height >= 2 * size;
            int w = !halves ? size : width >= 2 * size ? width / 2 : width;
            int h = !halves ? size : height >= 2 * size ? height / 2 : height;
            target = passes.target(name + step, w, h, GLES30.GL_RGBA8);
            Map<String, Object> settings = new HashMap<>();
            settings.put("scale", new float[] {(float) width / w, (float) height / h});
            texture = passes.run("shrink", settings, target, texture);
            width = w;
            height = h;
        }
        return target;
    }

    /** The answer averaged with the mask of the frame before, carried along with the motion. */
    private int steady(HairPasses.Target small, boolean isCarried) {
        String now = halves[0], last = halves[1];
        Map<String, Object> settings =
            with(steadySettings, "carry", weight * Math.min(1, age / settle));
        int[] sizes = greys(small, now);
        int motion = still;
        for (int level = levels - 1; level >= 0; level--) {
            int slopes = slopes(level, sizes[level], motion);
            int moved = passes.run(
                "advance", settings, square("moved" + level, sizes[level]), slopes, motion);
            motion = passes.run("calm", settings, square("motion" + level, sizes[level]), moved);
        }
        int slopes = slopes(0, sizes[0], motion);
        int trusted = passes.run("trust", settings, square("trusted", sizes[0]), slopes, motion);
        int before = isCarried ? carried : square("steadied" + last, side).texture;
        steadied = square("steadied" + now, side);
        age++;
        return passes.run("steady", settings, steadied, answered, before, trusted);
    }

    private int slopes(int level, int size, int motion) {
        int grey = square("grey" + level + halves[0], size).texture;
        int greyBefore = square("grey" + level + halves[1], size).texture;
        return passes.run("slopesOfCells", steadySettings, square("slopes" + level, size),
            grey, greyBefore, motion);
    }

    /** The grey levels of a frame's cells, in every size; returns the sizes. */
    private int[] greys(HairPasses.Target small, String which) {
        int cell = 1;
        while (side >= 2 * cell * cells && side % (2 * cell) == 0) cell *= 2;
        Map<String, Object> settings = with(steadySettings, "cell", cell);
        int[] sizes = new int[levels];
        sizes[0] = side / cell;
        int grey =
            passes.run("greyOfCells", settings, square("grey0" + which, sizes[0]), small.texture);
        for (int level = 1; level < levels; level++) {
            sizes[level] = (sizes[level - 1] + 1) / 2;
            grey = passes.run("halve", settings, square("grey" + level + which, sizes[level]), grey);
        }
        return sizes;
    }

    private void refine(int seen, int coarse) {
        double wanted = Math.log((double) Math.max(window.width, window.height) / grid) / Math.log(2);
        int cell = 1 << Math.max(0, (int) Math.floor(wanted + 0.5));
        int columns = ceil(window.width, cell), rows = ceil(window.height, cell);
        Map<String, Object> settings = with(constants, "cell", cell);
        int found = passes.run("coloursOfCells", settings,
            passes.target("cells", columns, rows, passes.floats), seen, coarse);
        int ramps = passes.run("rampsOfCells", settings,
            passes.target("ramps", columns, rows, passes.floats), found);
        int doubts = passes.run("doubtsOfCells", settings,
            passes.target("doubts", columns, rows, passes.floats), found, ramps);
        int lines = passes.run("linesOfCells", settings,
            passes.target("lines", columns + 2, rows + 2, passes.floats), found, doubts);
        int edges = passes.run("edgesOfTiles", settings,
            passes.target("edges", ceil(columns, TILE), ceil(rows, TILE), GLES30.GL_RGBA8), doubts);
        mask = passes.run("matte", settings,
            passes.target("mask", window.width, window.height, GLES30.GL_RGBA8),
            seen, coarse, lines, edges);
    }

    private void measure(HairPasses.Target small, int coarse) {
        int size = ceil(side, BLOCK);
        int sums = passes.run("measure", constants, square("sums0", size), small.texture, coarse);
        for (int step = 1; size > BLOCK; step++) {
            size = ceil(size, BLOCK);
            sums = passes.run("gather", constants, square("sums" + step, size), sums);
        }
        HairPasses.Target before = states[0], after = states[1];
        passes.run("settle", constants, after, sums, before.texture);
        states[0] = after;
        states[1] = before;
    }

    private HairPasses.Target square(String name, int size) {
        return passes.target(name, size, size, passes.floats);
    }

    private int lut(JSONObject chosen, String which, int size) throws IOException, JSONException {
        JSONArray textures = chosen.getJSONArray("textures");
        for (int i = 0; i < textures.length(); i++) {
            JSONObject texture = textures.getJSONObject(i);
            if (texture.getString("side").equals(which)
                    && texture.getString("layout").equals("rgba16f"))
                return passes.lut(files.read(texture.getString("file")), size);
        }
        throw new IllegalArgumentException("the look has no rgba16f texture of its " + which + " side");
    }

    private static Map<String, Object> with(Map<String, Object> settings, String name, Object value) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(name, value);
        return all;
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }

    private static int ceil(int length, int part) {
        return (length + part - 1) / part;
    }
}
