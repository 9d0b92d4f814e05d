namespace UnityEngine
{
    public class MonoBehaviour { }

    public sealed class TextAsset
    {
        public string text => "";
        public byte[] bytes => new byte[0];
    }

    public static class Time
    {
        public static double realtimeSinceStartupAsDouble => 0;
    }
}
