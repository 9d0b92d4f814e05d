package hairsdk;

import java.util.HashMap;
import java.util.Map;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * The network's answer averaged with the mask of the frame before, carried along with the motion;
 * see "steady" in README.md.
 */
final class HairSteadier {
    /** Frames since the start of the shot. */
    int age;

    private final HairPasses passes;
    private final String name;
    private final int side, cells, levels, still;
    private final double weight, settle;
    private final Map<String, Object> settings = new HashMap<>();
    // Of what a frame leaves to the next: where this one's goes, and where the last one's is.
    private final String[] halves = {"A", "B"};
    private final float[] previous;
    private float[] carried;
    private HairPasses.Target steadied;

    /** @param name that those of the textures begin with that a frame leaves to the next */
    HairSteadier(JSONObject about, int side, HairPasses passes, String name) throws JSONException {
        this.passes = passes;
        this.name = name;
        this.side = side;
        cells = about.getInt("cells");
        levels = about.getInt("levels");
        weight = about.getDouble("weight");
        settle = about.getDouble("settle");
        for (String each : new String[] {"ease", "noise"})
            settings.put(each, about.getDouble(each));
        previous = new float[side * side];
        still = passes.target("still", 1, 1, passes.floats).texture;
    }

    void reset() {
        age = 0;
        carried = null;
    }

    /** The last frame's steady mask, in the window that it was seen through. */
    float[] previous() {
        passes.readMask(steadied, previous);
        return previous;
    }

    /**
     * Take another mask for that one.
     *
     * @param small what the network saw there, if another window has it, else null
     */
    void carry(float[] mask, HairPasses.Target small) {
        carried = mask;
        if (small != null) greys(small, halves[1]);
    }

    int steady(HairPasses.Target small, float[] answer) {
        String now = halves[0], last = halves[1];
        Map<String, Object> own = new HashMap<>(settings);
        own.put("carry", weight * Math.min(1, age / settle));
        int[] sizes = greys(small, now);
        int motion = still;
        for (int level = levels - 1; level >= 0; level--) {
            int slopes = slopes(level, sizes[level], motion);
            int moved = passes.run(
                "advance", own, passes.square("moved" + level, sizes[level]), slopes, motion);
            motion = passes.run("calm", own, passes.square("motion" + level, sizes[level]), moved);
        }
        int slopes = slopes(0, sizes[0], motion);
        int trusted = passes.run("trust", own, passes.square("trusted", sizes[0]), slopes, motion);
        int answered = passes.uploadMask("answered", answer, side);
        int before = carried != null ? passes.uploadMask("carried", carried, side)
            : passes.square(name + "steadied" + last, side).texture;
        steadied = passes.square(name + "steadied" + now, side);
        age++;
        carried = null;
        halves[0] = last;
        halves[1] = now;
        return passes.run("steady", own, steadied, answered, before, trusted);
    }

    private int slopes(int level, int size, int motion) {
        int grey = passes.square(greyName(level, halves[0]), size).texture;
        int greyBefore = passes.square(greyName(level, halves[1]), size).texture;
        return passes.run("slopesOfCells", settings, passes.square("slopes" + level, size),
            grey, greyBefore, motion);
    }

    /** The grey levels of a frame's cells, in every size; returns the sizes. */
    private int[] greys(HairPasses.Target small, String which) {
        int cell = 1;
        while (side >= 2 * cell * cells && side % (2 * cell) == 0) cell *= 2;
        Map<String, Object> own = new HashMap<>(settings);
        own.put("cell", cell);
        int[] sizes = new int[levels];
        sizes[0] = side / cell;
        int grey = passes.run(
            "greyOfCells", own, passes.square(greyName(0, which), sizes[0]), small.texture);
        for (int level = 1; level < levels; level++) {
            sizes[level] = (sizes[level - 1] + 1) / 2;
            grey = passes.run(
                "halve", own, passes.square(greyName(level, which), sizes[level]), grey);
        }
        return sizes;
    }

    private String greyName(int level, String which) {
        return name + "grey" + level + which;
    }
}
