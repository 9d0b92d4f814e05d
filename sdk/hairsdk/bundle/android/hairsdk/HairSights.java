package hairsdk;

import java.util.Arrays;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Heads of several in a stream that are looked at closer, each through a window of its own; see
 * "Several people" in README.md.
 */
final class HairSights {
    private final HairNetwork network;
    private final HairCloser closer;
    private final HairHeadFinder finder;
    // As many as there are at a time, so that their textures are used again.
    private final HairSight[] pool;
    // By the heads' numbers in the last frame.
    private HairSight[] sights;

    HairSights(JSONObject render, HairPasses passes, HairNetwork network, HairCloser closer,
            HairHeadFinder finder, int side) throws JSONException {
        this.network = network;
        this.closer = closer;
        this.finder = finder;
        pool = new HairSight[render.getJSONObject("heads").getInt("looks")];
        for (int i = 0; i < pool.length; i++) {
            String name = "sight" + i;
            pool[i] = new HairSight(
                name, new HairSteadier(render.getJSONObject("steady"), side, passes, name));
        }
        clear();
    }

    /** At a cut. */
    void clear() {
        sights = new HairSight[pool.length];
    }

    /**
     * Take what the last frame left them; all of it was seen through that window.
     *
     * @param mask its steady mask, to which the hair is added that was found closer
     * @return whether there was any
     */
    boolean remember(int frame, HairWindow whole, HairWindow seen, float[] mask) {
        boolean isAdded = false;
        for (int i = 0; i < sights.length; i++) {
            if (sights[i] == null) continue;
            isAdded |= sights[i].addTo(mask, closer, seen);
            if (!sights[i].remember(network, closer, frame, whole, seen)) sights[i] = null;
        }
        return isAdded;
    }

    /**
     * Look closer at those heads of a frame for which it is worth it.
     *
     * @param seen what the heads were found in
     * @param origins which heads of the frame before they are
     * @return by the heads' numbers; null for those that are seen well enough as it is, or move
     *     faster than their windows follow
     */
    HairView[] look(HairView seen, HairHeads heads, HairFollower.Origin[] origins,
            int texture, HairWindow all) {
        HairSight[] before = sights;
        clear();
        HairView[] looks = new HairView[heads.count];
        if (heads.count < 2) return looks;
        int count = Math.min(heads.count, pool.length);
        // All of them first: new ones take what is left of the pool.
        for (int number = 0; number < count; number++) {
            HairFollower.Origin origin = origins[number];
            if (!origin.isMixed && origin.from >= 0 && origin.from < before.length)
                sights[number] = before[origin.from];
        }
        for (int number = 0; number < count; number++) {
            if (sights[number] == null) sights[number] = begun(number, seen, heads, all);
            if (sights[number] != null)
                looks[number] = looked(sights[number], number, seen, heads, texture, all);
        }
        return looks;
    }

    /** The one that a head is looked at through. */
    HairSight of(int number) {
        return sights[number];
    }

    /** Null where it is not worth it. */
    private HairSight begun(int number, HairView seen, HairHeads heads, HairWindow all) {
        float[] own = finder.only(heads, number, seen.mask);
        HairWindow window = closer.window(own, seen.window, all);
        if (window.side() > closer.worth * seen.window.side()) return null;
        HairSight free = null;
        for (HairSight sight : pool) if (!Arrays.asList(sights).contains(sight)) free = sight;
        free.begin(window, closer.moved(own, seen.window, window));
        return free;
    }

    private HairView looked(HairSight sight, int number, HairView seen, HairHeads heads,
            int texture, HairWindow all) {
        HairView view = network.see(texture, sight.window, all, sight.name);
        float[] mask = finder.share(
            heads, number, network.answer(sight.memory, false), seen.window, view.window);
        if (!closer.hasEscaped(mask, view.window, all))
            return view.with(closer.faded(mask, view.window, all));
        // Seen from further off it is all there; the next frame's window holds it.
        HairWindow next = closer.window(mask, view.window, all);
        sight.begin(next, closer.moved(mask, view.window, next));
        return null;
    }
}
