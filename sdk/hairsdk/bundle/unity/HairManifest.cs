using System;

namespace HairSdk
{
    /// <summary>What the classes take from manifest.json, by the names that it has there.</summary>
    [Serializable]
    public sealed class HairManifest
    {
        public Rendering render;
        public Look[] looks;
        public Pass[] passes;
        public Model model;

        [Serializable]
        public sealed class Rendering
        {
            public Intensity intensity;
            public Stream stream;
            public Steady steady;
            public Cuts cuts;
            public Closer closer;
            public Matte matte;
            public Heads heads;
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
            public Ends still;
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
            public References intensity;
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
