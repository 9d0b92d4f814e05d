package hairsdk;

import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What the classes take from manifest.json is looked at before anything is made of it: with numbers
 * that are not within these bounds they would not end, or run out of memory.
 */
final class HairManifest {
    private static final int SCHEMA_VERSION = 1, LARGEST_SIDE = 2048;
    private static final Pattern FILE =
        Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

    private HairManifest() {}

    static void check(JSONObject manifest) throws JSONException {
        Object version = manifest.opt("schema_version");
        if (!(version instanceof Number) || ((Number) version).doubleValue() != SCHEMA_VERSION)
            throw refused("schema_version", version, "" + SCHEMA_VERSION);
        JSONObject render = in(manifest, "", "render");
        String at = "render.";
        // Numbers that are whole here are sizes and counts.
        numbers(in(render, at, "intensity"), "render.intensity.", "least_hair", 1.0);
        numbers(in(render, at, "stream"), "render.stream.", "slow", 1.0, "fast", 1.0, "jump", 1.0);
        numbers(in(render, at, "steady"), "render.steady.", "cells", 1024, "levels", 16,
            "ease", 1000.0, "noise", 255.0, "weight", 0.99, "settle", 1000);
        numbers(in(render, at, "cuts"), "render.cuts.", "side", 1024, "least", 1000.0,
            "times", 1000.0, "rate", 1.0, "least_contrast", 1.0);
        numbers(in(render, at, "closer"), "render.closer.", "cells", 1024, "hair", 1.0,
            "faint", 1.0, "margin", 10.0, "worth", 1.0, "slack", 0.49, "fade", 1.0, "least", 1.0,
            "glance", 1000, "somebody", 1.0);
        numbers(in(render, at, "heads"), "render.heads.", "share", 1.0, "sure", 1.0,
            "growth", 1000.0, "most", 64, "ease", 1.0, "settled", 1000, "looks", 64);
        JSONObject matte = in(render, at, "matte");
        numbers(matte, "render.matte.", "grid", 10000, "radius", 64, "reach", 64, "noise", 255.0,
            "toe", 0.49, "unsure", 1.0);
        numbers(in(matte, "render.matte.", "still"), "render.matte.still.",
            "toe", 0.49, "shoulder", 0.49);
        checkLooks(manifest.optJSONArray("looks"));
        checkModel(manifest);
    }

    /** The name of a file, which cannot lead out of the bundle. */
    static String fileOf(JSONObject about) throws JSONException {
        Object name = about.opt("file");
        if (!(name instanceof String) || !FILE.matcher((String) name).matches())
            throw refused("file", name, "the name of a file of the bundle");
        return (String) name;
    }

    private static void checkLooks(JSONArray looks) throws JSONException {
        if (looks == null) throw refused("looks", null, "an array");
        for (int i = 0; i < looks.length(); i++) {
            String at = "looks." + i + ".";
            JSONObject look = looks.optJSONObject(i);
            if (look == null) throw refused("looks." + i, looks.opt(i), "an object");
            if (!(look.opt("id") instanceof String)) throw refused(at + "id", look.opt("id"), "a text");
            double size = number(look, "lut_size");
            if (!(size >= 2 && size <= 129 && size == Math.rint(size)))
                throw refused(at + "lut_size", look.opt("lut_size"), "a whole number from 2 to 129");
            JSONObject intensity = in(look, at, "intensity");
            double dark = number(intensity, "dark"), light = number(intensity, "light");
            if (!(dark >= 0 && dark < light && light <= 1))
                throw refused(at + "intensity", intensity, "dark and light, from 0 to 1, light above dark");
        }
    }

    private static void checkModel(JSONObject manifest) throws JSONException {
        if (manifest.isNull("model")) throw new JSONException("the bundle was exported without a network");
        JSONObject input = in(in(manifest, "", "model"), "model.", "input");
        JSONArray shape = input.optJSONArray("shape");
        double side = shape == null ? 0 : shape.optDouble(1);
        boolean isWhole = side == Math.rint(side) && side >= 1 && side <= LARGEST_SIDE;
        if (!isWhole || !shape.toString().equals("[1," + (int) side + "," + (int) side + ",4]"))
            throw refused("model.input.shape", input.opt("shape"), "[1,S,S,4], S up to " + LARGEST_SIDE);
    }

    private static JSONObject in(JSONObject from, String at, String name) throws JSONException {
        JSONObject found = from.optJSONObject(name);
        if (found == null) throw refused(at + name, from.opt(name), "an object");
        return found;
    }

    /** Names, each with what its number is at most. */
    private static void numbers(JSONObject from, String at, Object... most) throws JSONException {
        for (int i = 0; i < most.length; i += 2) {
            String name = (String) most[i];
            boolean isWhole = most[i + 1] instanceof Integer;
            double value = number(from, name), end = ((Number) most[i + 1]).doubleValue();
            if (value > 0 && value <= end && (!isWhole || value == Math.rint(value))) continue;
            throw refused(at + name, from.opt(name),
                (isWhole ? "a whole number" : "a number") + " above 0, up to " + most[i + 1]);
        }
    }

    /** Not one where there is none: `getDouble` would make one of a text, too. */
    private static double number(JSONObject from, String name) {
        Object found = from.opt(name);
        return found instanceof Number ? ((Number) found).doubleValue() : Double.NaN;
    }

    private static JSONException refused(String place, Object found, String expected) {
        String told = found == null ? "missing" : found.toString();
        return new JSONException("manifest.json: " + place + " is "
            + told.substring(0, Math.min(told.length(), 80)) + ", expected " + expected
            + ": take it and these classes from one bundle, unchanged");
    }
}
