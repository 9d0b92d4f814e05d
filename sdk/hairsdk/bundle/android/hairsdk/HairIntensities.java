package hairsdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * How light the hair of each head is, from one frame to the next. It stays on the GPU: `state` of
 * 1 × 1 for each.
 */
final class HairIntensities {
    private static final int BLOCK = 16;

    private final HairPasses passes;
    private final double ease;
    private final Map<String, Object> constants = new HashMap<>();
    // As many as are read and written at a time.
    private final HairPasses.Target[] pool;
    private final HairPasses.Target nobody;
    private List<HairPasses.Target> states = new ArrayList<>(), found = new ArrayList<>();

    HairIntensities(HairPasses passes, JSONObject render) throws JSONException {
        this.passes = passes;
        JSONObject heads = render.getJSONObject("heads"), stream = render.getJSONObject("stream");
        ease = heads.getDouble("ease");
        for (String name : new String[] {"slow", "fast", "jump"})
            constants.put(name, stream.getDouble(name));
        constants.put("toe", render.getJSONObject("matte").getDouble("toe"));
        constants.put("leastHair", render.getJSONObject("intensity").getDouble("least_hair"));
        nobody = passes.square("nobody", 1);
        pool = new HairPasses.Target[2 * heads.getInt("most")];
        for (int i = 0; i < pool.length; i++) pool[i] = passes.square("state" + i, 1);
    }

    void beginShot() {
        states.clear();
        states.add(nobody);
    }

    /** That of one head in a still. */
    int ofStill(int number, HairPasses.Target small, int coarse, int cells) {
        return measure(small, coarse, cells, nobody, pool[number], constants);
    }

    /**
     * That of the next head in a stream's frame. One that is known goes on from what it had.
     *
     * @param number which head of the cells it is
     */
    int ofNext(HairFollower.Origin origin, HairPasses.Target small, int coarse, int cells,
            int number) {
        Map<String, Object> settings = new HashMap<>(constants);
        settings.put("head", number);
        if (origin.unsettled > 0) {
            settings.put("slow", ease);
            settings.put("fast", ease);
        }
        HairPasses.Target before = origin.from < 0 ? nobody : states.get(origin.from), after = null;
        for (HairPasses.Target free : pool)
            if (!states.contains(free) && !found.contains(free)) after = free;
        found.add(after);
        return measure(small, coarse, cells, before, after, settings);
    }

    /** After the frame's last head. Where nobody is, those of the others are kept. */
    void endFrame(boolean isAnybody) {
        List<HairPasses.Target> kept = states;
        states = found;
        found = new ArrayList<>();
        if (!isAnybody) states.addAll(kept.subList(1, kept.size()));
    }

    private int measure(HairPasses.Target small, int coarse, int cells, HairPasses.Target before,
            HairPasses.Target after, Map<String, Object> settings) {
        int size = blocks(small.width);
        int sums = passes.run(
            "measure", settings, passes.square("sums0", size), small.texture, coarse, cells);
        for (int step = 1; size > BLOCK; step++) {
            size = blocks(size);
            sums = passes.run("gather", settings, passes.square("sums" + step, size), sums);
        }
        return passes.run("settle", settings, after, sums, before.texture);
    }

    private static int blocks(int length) {
        return (length + BLOCK - 1) / BLOCK;
    }
}
