package hairsdk;

import org.json.JSONException;
import org.json.JSONObject;

/** Cuts a still's answer so that the passes, which cut at the toe, cut it at its wider ends. */
final class HairEnds {
    private final double toe, stillToe, scale;

    HairEnds(JSONObject matte) throws JSONException {
        JSONObject still = matte.getJSONObject("still");
        toe = matte.getDouble("toe");
        stillToe = still.getDouble("toe");
        scale = (1 - 2 * toe) / (1 - stillToe - still.getDouble("shoulder"));
    }

    float[] cut(float[] mask) {
        float[] result = new float[mask.length];
        for (int i = 0; i < mask.length; i++)
            result[i] = (float) Math.max(0, Math.min(1, toe + scale * (mask[i] - stillToe)));
        return result;
    }
}
