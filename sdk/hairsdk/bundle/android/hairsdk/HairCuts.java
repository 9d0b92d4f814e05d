package hairsdk;

import java.nio.ByteBuffer;
import org.json.JSONException;
import org.json.JSONObject;

/** Tells a cut from motion; see "Cuts" in README.md. */
final class HairCuts {
    final int side;
    private final double least, times, rate, leastContrast;
    private float[] last;
    private double usual;

    HairCuts(JSONObject settings) throws JSONException {
        side = settings.getInt("side");
        least = settings.getDouble("least");
        times = settings.getDouble("times");
        rate = settings.getDouble("rate");
        leastContrast = settings.getDouble("least_contrast");
    }

    void reset() {
        last = null;
        usual = 0;
    }

    /** Take in the RGBA bytes of a frame's thumbnail: does it begin a new shot? */
    boolean update(ByteBuffer thumbnail) {
        float[] grey = new float[side * side];
        double mean = 0, contrast = 0, difference = 0;
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (0.299f * byteAt(thumbnail, 4 * i) + 0.587f * byteAt(thumbnail, 4 * i + 1)
                + 0.114f * byteAt(thumbnail, 4 * i + 2)) / 255;
            mean += grey[i];
        }
        mean /= grey.length;
        for (float level : grey) contrast += (level - mean) * (level - mean);
        contrast = Math.max(Math.sqrt(contrast / grey.length), leastContrast);
        for (int i = 0; i < grey.length; i++) grey[i] = (float) ((grey[i] - mean) / contrast);
        float[] before = last;
        last = grey;
        if (before == null) return false;
        for (int i = 0; i < grey.length; i++) difference += Math.abs(grey[i] - before[i]);
        difference /= grey.length;
        boolean isCut = difference > least && difference > times * usual;
        usual += rate * (difference - usual);
        return isCut;
    }

    private static int byteAt(ByteBuffer bytes, int place) {
        return bytes.get(place) & 255;
    }
}
