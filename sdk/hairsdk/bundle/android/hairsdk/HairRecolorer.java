package hairsdk;

import android.opengl.GLES30;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    private final HairHeads finder;
    private final HairFollower follower;
    private final HairCuts cuts;
    private final HairSteady steady;
    private final HairEnds ends;
    private final int side, glance, grid;
    private final double somebody, ease;
    private final Map<String, Object> constants = new HashMap<>();

    private final ByteBuffer pixels, thumbnail;
    private final float[] input, previous;
    private final int answered, carried, cells, one;
    // As many as are read and written at a time.
    private final HairPasses.Target[] pool;
    private final HairPasses.Target nobody;

    private int sinceGlance, wide;
    private boolean isEntered, isOdd;
    private long time;
    private HairWindow whole, window, around;
    // The intensities of the stream's heads.
    private List<HairPasses.Target> states = new ArrayList<>();
    private final List<Drawn> drawn = new ArrayList<>();
    private int frame, dark, light;
    private JSONObject look;

    /** What the network sees of a window of the frame, and its answer. */
    private static final class View {
        final HairWindow window;
        final int seen;
        final HairPasses.Target small;
        final float[] mask;

        View(HairWindow window, int seen, HairPasses.Target small, float[] mask) {
            this.window = window;
            this.seen = seen;
            this.small = small;
            this.mask = mask;
        }

        View with(float[] mask) {
            return new View(window, seen, small, mask);
        }
    }

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
        this.files = files;
        this.network = network;
        looks = manifest.getJSONArray("looks");
        JSONObject render = manifest.getJSONObject("render");
        JSONObject close = render.getJSONObject("closer"), heads = render.getJSONObject("heads");
        side = manifest.getJSONObject("model").getJSONObject("input").getJSONArray("shape").getInt(1);
        closer = new HairCloser(close, side);
        finder = new HairHeads(heads, closer, side);
        follower = new HairFollower(heads, closer.cells);
        cuts = new HairCuts(render.getJSONObject("cuts"));
        glance = close.getInt("glance");
        somebody = close.getDouble("somebody");
        ease = heads.getDouble("ease");
        JSONObject matte = render.getJSONObject("matte"), stream = render.getJSONObject("stream");
        grid = matte.getInt("grid");
        ends = new HairEnds(matte);
        for (String name : new String[] {"toe", "noise", "radius", "reach", "unsure"})
            constants.put(name, matte.getDouble(name));
        for (String name : new String[] {"slow", "fast", "jump"})
            constants.put(name, stream.getDouble(name));
        constants.put("leastHair", render.getJSONObject("intensity").getDouble("least_hair"));
        pixels = bytes(4 * side * side);
        thumbnail = bytes(4 * cuts.side * cuts.side);
        input = new float[4 * side * side];
        previous = new float[side * side];
        passes = new HairPasses(manifest, files);
        passes.begin();
        answered = passes.texture(GLES30.GL_TEXTURE_2D);
        carried = passes.texture(GLES30.GL_TEXTURE_2D);
        cells = passes.texture(GLES30.GL_TEXTURE_2D);
        one = passes.target("one", 1, 1, GLES30.GL_R8).texture;
        steady = new HairSteady(render.getJSONObject("steady"), side, passes);
        nobody = passes.square("nobody", 1);
        pool = new HairPasses.Target[2 * finder.most];
        for (int i = 0; i < pool.length; i++) pool[i] = passes.square("state" + i, 1);
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
        steady.age = 0;
    }

    /**
     * Find the hair in a stream's next frame.
     *
     * @param texture RGBA8, of GL_TEXTURE_2D, upright: row 0 is the top of the picture
     * @param nanoseconds when the frame was taken, as of SurfaceTexture.getTimestamp; one of the
     *     same time as the last one is that one, which a screen may ask for again
     */
    public void find(int texture, int width, int height, long nanoseconds) {
        boolean goesOn = steady.age > 0 && whole.isSame(new HairWindow(0, 0, width, height));
        if (goesOn && nanoseconds == time) return;
        if (nanoseconds - time > PAUSE || nanoseconds < time) reset();
        time = nanoseconds;
        find(texture, width, height, true);
    }

    /** Find the hair in a still: three runs of the network, and two more for each further head. */
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

    /** Release everything on the GPU. */
    public void release() {
        for (int texture : new int[] {answered, carried, cells, dark, light})
            passes.deleteTexture(texture);
        passes.release();
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
        boolean isSame = steady.age > 0 && all.isSame(whole);
        if (!isSame) cuts.reset();
        HairWindow through = isSame ? remember() : all;
        boolean isCarried = isSame && !through.isSame(window);
        View view = see(next, through, all, "");
        boolean goesOn = !isCut(view, next, all) && isSame;
        // The first frame of a stream is looked at like a still: the next ones build on it.
        view = goesOn ? follow(view, next, all) : lookAtFirst(view, next, all);
        if (!goesOn) sinceGlance = wide = 0;
        around = glanced(view, next, all);
        if (!goesOn) beginShot();
        show(next, all, view.window);
        passes.uploadMask(answered, view.mask, side);
        int coarse = steady.steady(view.small, answered, isCarried ? carried : 0);
        int mask = refine(view, coarse, "");
        // Told from the answer alone: the steady mask is read with the next frame.
        HairHeads.Found heads = finder.apart(view.mask, view.window);
        int numbers = cellsOf(heads);
        for (HairPasses.Target state : measureHeads(heads, numbers, view, coarse))
            drawn.add(new Drawn(view.window, mask, state.texture, numbers, drawn.size()));
    }

    /** Each head in a still gets looks of its own. */
    private void lookAtStill(int next, HairWindow all) {
        View view = see(next, all, all, "");
        float[] first = answer(null, false), ones = ones();
        HairHeads.Found heads = finder.apart(first, all);
        List<View> found = new ArrayList<>();
        for (int number = 0; number < heads.count; number++) {
            view = lookCloser(view, finder.only(heads, number, first), next, all, nameOf(number));
            if (heads.count > 1) {
                float[] share = closer.moved(finder.only(heads, number, ones), all, view.window);
                for (int i = 0; i < share.length; i++) share[i] *= view.mask[i];
                view = view.with(share);
            }
            found.add(view);
        }
        beginShot();
        show(next, all, all);
        for (int i = 0; i < found.size(); i++) {
            View head = found.get(i);
            passes.uploadMask(answered, ends.cut(head.mask), side);
            measure(head.small, answered, nobody, pool[i], one, constants);
            int mask = refine(head, answered, nameOf(i));
            drawn.add(new Drawn(head.window, mask, pool[i].texture, one, 0));
        }
    }

    private static String nameOf(int head) {
        return head == 0 ? "" : "" + head;
    }

    private void beginShot() {
        reset();
        follower.reset();
        states.clear();
        states.add(nobody);
    }

    private void show(int next, HairWindow all, HairWindow part) {
        frame = next;
        whole = all;
        window = part;
        drawn.clear();
    }

    /** A window of a frame, and what the network sees of it. */
    private View see(int texture, HairWindow part, HairWindow all, String name) {
        int seen = part.isSame(all) ? texture : passes.crop(name + "seen", texture, part);
        HairPasses.Target small =
            passes.shrink(seen, part.width, part.height, side, name + "small");
        passes.read(small, GLES30.GL_UNSIGNED_BYTE, pixels);
        return new View(part, seen, small, null);
    }

    /** Of the whole frame: a head that turns changes all of its window. */
    private boolean isCut(View view, int texture, HairWindow all) {
        HairPasses.Target small = view.window.isSame(all)
            ? passes.shrink(view.small.texture, side, side, cuts.side, "thumbnail")
            : passes.shrink(texture, all.width, all.height, cuts.side, "thumbnail");
        passes.read(small, GLES30.GL_UNSIGNED_BYTE, thumbnail);
        return cuts.update(thumbnail);
    }

    /** Take the last frame's steady mask, through the window to look through now. */
    private HairWindow remember() {
        steady.read(previous);
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
        steady.lookBack(see(frame, next, whole, "").small);
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
        return view.with(closer.faded(answer, view.window, all));
    }

    private View lookAtFirst(View view, int texture, HairWindow all) {
        // At a cut a window of it was seen.
        if (!view.window.isSame(all)) view = see(texture, all, all, "");
        return lookCloser(view, answer(null, false), texture, all, "");
    }

    /** The second and third look, after a first one at all of the picture. */
    private View lookCloser(View view, float[] first, int texture, HairWindow all, String name) {
        HairWindow part = closer.window(first, all, all);
        if (!part.isSame(all)) first = closer.moved(first, all, part);
        if (!part.isSame(view.window)) view = see(texture, part, all, name);
        float[] second = answer(first, false), third = answer(second, true);
        float[] mask = new float[second.length];
        for (int i = 0; i < mask.length; i++) mask[i] = (second[i] + third[across(i)]) / 2;
        return view.with(closer.faded(mask, part, all));
    }

    /** Now and then: the window around all hair, if some is outside this one. */
    private HairWindow glanced(View view, int texture, HairWindow all) {
        sinceGlance = view.window.isSame(all) ? 0 : sinceGlance + 1;
        if (sinceGlance < glance) return null;
        sinceGlance = 0;
        see(texture, all, all, "glance");
        float[] found = answer(closer.moved(view.mask, view.window, all), false);
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

    private int refine(View view, int coarse, String name) {
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

    /** The intensities of a frame's heads. Those that are known go on from what they had. */
    private List<HairPasses.Target> measureHeads(
            HairHeads.Found heads, int numbers, View view, int coarse) {
        List<HairPasses.Target> now = new ArrayList<>();
        for (HairFollower.Head head : follower.follow(heads, view.window)) {
            Map<String, Object> settings = with(constants, "head", now.size());
            if (head.unsettled > 0) {
                settings.put("slow", ease);
                settings.put("fast", ease);
            }
            HairPasses.Target before = head.from < 0 ? nobody : states.get(head.from), after = null;
            for (HairPasses.Target free : pool)
                if (!states.contains(free) && !now.contains(free)) after = free;
            measure(view.small, coarse, before, after, numbers, settings);
            now.add(after);
        }
        // Where nobody is, those of the others are kept.
        List<HairPasses.Target> next = new ArrayList<>(now);
        if (heads.isEmpty()) next.addAll(states.subList(1, states.size()));
        states = next;
        return now;
    }

    private int cellsOf(HairHeads.Found heads) {
        if (heads.count == 1) return one;
        passes.uploadBytes(cells, heads.numbers, closer.cells);
        return cells;
    }

    private void measure(HairPasses.Target small, int coarse, HairPasses.Target before,
            HairPasses.Target after, int heads, Map<String, Object> settings) {
        int size = ceil(side, BLOCK);
        int sums = passes.run(
            "measure", settings, passes.square("sums0", size), small.texture, coarse, heads);
        for (int step = 1; size > BLOCK; step++) {
            size = ceil(size, BLOCK);
            sums = passes.run("gather", settings, passes.square("sums" + step, size), sums);
        }
        passes.run("settle", settings, after, sums, before.texture);
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
