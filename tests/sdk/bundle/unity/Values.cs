// What the bundle's classes use of Unity's API, on this system's OpenGL ES: numbers and names.
using System;

namespace Unity.Collections
{
    public struct NativeArray<T> where T : struct
    {
        readonly byte[] bytes;

        internal NativeArray(byte[] bytes)
        {
            this.bytes = bytes;
        }

        public void CopyTo(T[] array)
        {
            if (Buffer.ByteLength(array) != bytes.Length)
                throw new ArgumentException("source and destination length must be the same");
            Buffer.BlockCopy(bytes, 0, array, 0, bytes.Length);
        }
    }
}

namespace UnityEngine.Experimental.Rendering
{
    public enum GraphicsFormat { R8G8B8A8_UNorm, R16G16B16A16_SFloat, R32G32B32A32_SFloat }
}

namespace UnityEngine
{
    public enum FilterMode { Point, Bilinear }
    public enum TextureWrapMode { Repeat, Clamp }
    public enum TextureFormat { RGBA32, RFloat, RGBAFloat, RGBAHalf }
    public enum RenderTextureFormat { ARGBHalf, ARGBFloat }
    public enum MeshTopology { Triangles }

    public struct Vector2
    {
        public float x, y;

        public Vector2(float x, float y)
        {
            this.x = x;
            this.y = y;
        }
    }

    public struct Vector4
    {
        public float x, y, z, w;

        public static implicit operator Vector4(Vector2 v) => new Vector4 { x = v.x, y = v.y };
    }

    public struct Rect
    {
        public readonly float x, y, width, height;

        public Rect(float x, float y, float width, float height)
        {
            this.x = x;
            this.y = y;
            this.width = width;
            this.height = height;
        }
    }

    public struct Color
    {
        public static Color clear => new Color();
    }

    public static class SystemInfo
    {
        public static bool SupportsRenderTextureFormat(RenderTextureFormat format) => true;
    }
}
