using System;
using UnityEngine;

namespace HairSdk
{
    /// <summary>What the classes take from manifest.json, by the names that it has there.</summary>
    [Serializable]
    public sealed class HairManifest
    {
        const int SchemaVersion = 1, LargestSide = 2048;

        public int schema_version;
        public Rendering render = new Rendering();
        public Look[] looks;
        public Pass[] passes;
        public Model model;

        /// <summary>The manifest, looked at before anything is made of it: with numbers that are not
        /// within these bounds the classes would not end, or run out of memory. Unity makes 0 of
        /// what is missing.</summary>
        public static HairManifest Read(string json)
        {
            HairManifest manifest;
            try
            {
                manifest = JsonUtility.FromJson<HairManifest>(json);
            }
            catch (ArgumentException error)
            {
                throw new ArgumentException(
                    "this is not the manifest.json of a bundle: " + error.Message, error);
            }
            if (manifest == null) throw new ArgumentException("manifest.json is empty");
            if (manifest.schema_version != SchemaVersion)
                throw Refused("schema_version", manifest.schema_version, SchemaVersion.ToString());
            manifest.CheckRender();
            manifest.CheckLooks();
            manifest.CheckPasses();
            manifest.CheckModel();
            return manifest;
        }

        void CheckRender()
        {
            Check("intensity", ("least_hair", render.intensity.least_hair, 1));
            Stream stream = render.stream;
            Check("stream", ("slow", stream.slow, 1), ("fast", stream.fast, 1), ("jump", stream.jump, 1));
            Steady steady = render.steady;
            Check("steady", ("cells", steady.cells, 1024), ("levels", steady.levels, 16),
                ("ease", steady.ease, 1000), ("noise", steady.noise, 255),
                ("weight", steady.weight, 0.99), ("settle", steady.settle, 1000));
            Cuts cuts = render.cuts;
            Check("cuts", ("side", cuts.side, 1024), ("least", cuts.least, 1000),
                ("times", cuts.times, 1000), ("rate", cuts.rate, 1),
                ("least_contrast", cuts.least_contrast, 1));
            Closer closer = render.closer;
            Check("closer", ("cells", closer.cells, 1024), ("hair", closer.hair, 1),
                ("faint", closer.faint, 1), ("margin", closer.margin, 10), ("worth", closer.worth, 1),
                ("slack", closer.slack, 0.49), ("fade", closer.fade, 1), ("least", closer.least, 1),
                ("glance", closer.glance, 1000), ("somebody", closer.somebody, 1));
            Heads heads = render.heads;
            Check("heads", ("share", heads.share, 1), ("sure", heads.sure, 1),
                ("growth", heads.growth, 1000), ("most", heads.most, 64), ("ease", heads.ease, 1),
                ("settled", heads.settled, 1000), ("looks", heads.looks, 64));
            Matte matte = render.matte;
            Check("matte", ("grid", matte.grid, 10000), ("radius", matte.radius, 64),
                ("reach", matte.reach, 64), ("noise", matte.noise, 255), ("toe", matte.toe, 0.49),
                ("unsure", matte.unsure, 1));
            Check("matte.still", ("toe", matte.still.toe, 0.49), ("shoulder", matte.still.shoulder, 0.49));
        }

        void CheckLooks()
        {
            if (looks == null) throw Refused("looks", "missing", "an array");
            for (int i = 0; i < looks.Length; i++)
            {
                Look look = looks[i];
                if (look.lut_size < 2 || look.lut_size > 129)
                    throw Refused($"looks.{i}.lut_size", look.lut_size, "2 to 129");
                float dark = look.intensity.dark, light = look.intensity.light;
                if (!(dark >= 0 && dark < light && light <= 1))
                    throw Refused($"looks.{i}.intensity", $"dark {dark}, light {light}",
                        "numbers from 0 to 1, light above dark");
            }
        }

        void CheckPasses()
        {
            if (passes == null) throw Refused("passes", "missing", "an array");
            for (int i = 0; i < passes.Length; i++)
            {
                if (Array.IndexOf(HairPasses.Modules, passes[i].module) < 0)
                    throw Refused($"passes.{i}.module", passes[i].module,
                        string.Join(", ", HairPasses.Modules));
                if (string.IsNullOrEmpty(passes[i].entry))
                    throw Refused($"passes.{i}.entry", "missing", "a text");
                if (passes[i].reads == null) throw Refused($"passes.{i}.reads", "missing", "an array");
            }
        }

        void CheckModel()
        {
            // Unity holds no null for an object.
            int[] shape = model?.input?.shape;
            if (shape == null || shape.Length == 0)
                throw new ArgumentException("the bundle was exported without a network");
            bool isSquare = shape.Length == 4 && shape[0] == 1 && shape[1] == shape[2] && shape[3] == 4;
            if (!isSquare || shape[1] < 1 || shape[1] > LargestSide)
                throw Refused("model.input.shape", string.Join(", ", shape),
                    $"1, S, S, 4, S up to {LargestSide}");
        }

        // Numbers of a section, each with what it is at most.
        static void Check(string section, params (string Name, double Found, double Most)[] numbers)
        {
            foreach (var number in numbers)
                if (!(number.Found > 0 && number.Found <= number.Most))
                    throw Refused($"render.{section}.{number.Name}", number.Found,
                        $"a number above 0, up to {number.Most}");
        }

        static ArgumentException Refused(string place, object found, string expected) =>
            new ArgumentException($"manifest.json: {place} is {found}, expected {expected}: "
                + "take it and these classes from one bundle, unchanged");

        [Serializable]
        public sealed class Rendering
        {
            public Intensity intensity = new Intensity();
            public Stream stream = new Stream();
            public Steady steady = new Steady();
            public Cuts cuts = new Cuts();
            public Closer closer = new Closer();
            public Matte matte = new Matte();
            public Heads heads = new Heads();
        }

        [Serializable]
        public sealed class Intensity
        {
            public float least_hair;
        }

        [Serializable]
        public sealed class Stream
        {
            public float slow, fast, jump;
        }

        [Serializable]
        public sealed class Steady
        {
            public int cells, levels;
            public float ease, noise;
            public double weight, settle;
        }

        [Serializable]
        public sealed class Cuts
        {
            public int side;
            public double least, times, rate, least_contrast;
        }

        [Serializable]
        public sealed class Closer
        {
            public int cells, glance;
            public double hair, faint, margin, worth, slack, fade, least, somebody;
        }

        [Serializable]
        public sealed class Matte
        {
            public int grid, radius, reach;
            public float noise, toe, unsure;
            public Ends still = new Ends();
        }

        [Serializable]
        public sealed class Ends
        {
            public float toe, shoulder;
        }

        [Serializable]
        public sealed class Heads
        {
            public double share, sure, growth;
            public int most, settled, looks;
            public float ease;
        }

        [Serializable]
        public sealed class Look
        {
            public string id;
            public int lut_size;
            public References intensity = new References();
        }

        [Serializable]
        public sealed class References
        {
            public float dark, light;
        }

        [Serializable]
        public sealed class Pass
        {
            public string module, entry;
            public string[] reads;
        }

        [Serializable]
        public sealed class Model
        {
            public Input input;
        }

        [Serializable]
        public sealed class Input
        {
            public int[] shape;
        }
    }
}
