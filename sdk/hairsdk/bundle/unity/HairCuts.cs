using System;

namespace HairSdk
{
    /// <summary>Tells a cut from motion; see "Cuts" in README.md.</summary>
    sealed class HairCuts
    {
        public readonly int Side;
        readonly double least, times, rate, leastContrast;
        float[] last;
        double usual;

        public HairCuts(HairManifest.Cuts settings)
        {
            Side = settings.side;
            least = settings.least;
            times = settings.times;
            rate = settings.rate;
            leastContrast = settings.least_contrast;
        }

        public void Reset()
        {
            last = null;
            usual = 0;
        }

        /// <summary>Take in the RGBA bytes of a frame's thumbnail: does it begin a new shot?</summary>
        public bool Update(byte[] thumbnail)
        {
            float[] grey = Normalised(thumbnail), before = last;
            last = grey;
            if (before == null) return false;
            double difference = 0;
            for (int i = 0; i < grey.Length; i++) difference += Math.Abs(grey[i] - before[i]);
            difference /= grey.Length;
            bool isCut = difference > least && difference > times * usual;
            usual += rate * (difference - usual);
            return isCut;
        }

        float[] Normalised(byte[] thumbnail)
        {
            var grey = new float[Side * Side];
            double mean = 0, contrast = 0;
            for (int i = 0; i < grey.Length; i++)
            {
                grey[i] = (0.299f * thumbnail[4 * i] + 0.587f * thumbnail[4 * i + 1]
                    + 0.114f * thumbnail[4 * i + 2]) / 255;
                mean += grey[i];
            }
            mean /= grey.Length;
            foreach (float level in grey) contrast += (level - mean) * (level - mean);
            contrast = Math.Max(Math.Sqrt(contrast / grey.Length), leastContrast);
            for (int i = 0; i < grey.Length; i++) grey[i] = (float)((grey[i] - mean) / contrast);
            return grey;
        }
    }
}
