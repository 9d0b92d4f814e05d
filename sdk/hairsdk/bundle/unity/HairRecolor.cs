using UnityEngine;
using UnityEngine.Experimental.Rendering;

/// Runs the render step of hairsdk: `measure` to `recolor`. One instance is one stream.
/// Textures hold sRGB-encoded values in formats that Unity does not decode.
public sealed class HairRecolor : System.IDisposable
{
    const int Block = 16;
    enum Pass { Measure, Gather, Settle, Recolor } // the order in HairRender.shader

    readonly Material material;
    RenderTexture before, after;
    Texture3D dark, light;

    public float Strength = 1f;

    /// `shader` is HairRender.shader: give it from a serialized field, which keeps it in a built player.
    public HairRecolor(Shader shader)
    {
        material = new Material(shader);
        before = Target(1, 1, GraphicsFormat.R32G32B32A32_SFloat);
        after = Target(1, 1, GraphicsFormat.R32G32B32A32_SFloat);
        Reset();
    }

    /// Take a look: the two *.rgba16f.bin files, and the numbers of the manifest.
    public void Wear(byte[] darkBytes, byte[] lightBytes, int size, float intensityDark,
                     float intensityLight, float toe, float slow, float fast, float jump, float leastHair)
    {
        dark = Lut(dark, darkBytes, size);
        light = Lut(light, lightBytes, size);
        material.SetTexture("darkLut", dark);
        material.SetTexture("lightLut", light);
        material.SetFloat("intensityDark", intensityDark);
        material.SetFloat("intensityLight", intensityLight);
        material.SetFloat("toe", toe);
        material.SetFloat("slow", slow);
        material.SetFloat("fast", fast);
        material.SetFloat("jump", jump);
        material.SetFloat("leastHair", leastHair);
    }

    /// Forget the stream: call it after a cut or a switch of cameras.
    public void Reset()
    {
        RenderTexture shown = RenderTexture.active;
        foreach (var state in new[] { before, after })
        {
            RenderTexture.active = state;
            GL.Clear(false, true, Color.clear);
        }
        RenderTexture.active = shown;
    }

    /// Recolour `frame` into `target`, an RGBA8 UNorm texture of its size.
    /// `small` and `coarse`: the network's view of the frame and its answer. `mask`: the answer
    /// brought to the frame's size, or `coarse` itself. `window`: the part of the frame that they
    /// cover, in texels and with y counted as the frame's texture does; left out for all of it.
    public void Run(Texture frame, Texture mask, Texture small, Texture coarse, RenderTexture target,
                    RectInt window = default)
    {
        // An app that was paused may find its render textures gone.
        if (!before.IsCreated() || !after.IsCreated()) Reset();
        RenderTexture shown = RenderTexture.active;
        material.SetFloat("strength", Strength);
        material.SetTexture("small", small);
        material.SetTexture("coarse", coarse);
        int width = Blocks(small.width), height = Blocks(small.height);
        RenderTexture sums = Draw(Pass.Measure, width, height);
        while (Mathf.Max(width, height) > Block)
        {
            (width, height) = (Blocks(width), Blocks(height));
            material.SetTexture("sums", sums);
            RenderTexture next = Draw(Pass.Gather, width, height);
            RenderTexture.ReleaseTemporary(sums);
            sums = next;
        }
        material.SetTexture("sums", sums);
        material.SetTexture("previousState", before);
        Draw(Pass.Settle, after);
        RenderTexture.ReleaseTemporary(sums);

        material.SetVector("windowAt", new Vector2(window.x, window.y));
        material.SetVector("windowSize", new Vector2(window.width, window.height));
        material.SetTexture("frame", frame);
        material.SetTexture("mask", mask);
        material.SetTexture("state", after);
        Draw(Pass.Recolor, target);
        RenderTexture.active = shown;
        (before, after) = (after, before);
    }

    public void Dispose()
    {
        Object.Destroy(before);
        Object.Destroy(after);
        Object.Destroy(dark);
        Object.Destroy(light);
        Object.Destroy(material);
    }

    static int Blocks(int length) => (length + Block - 1) / Block;

    static RenderTexture Target(int width, int height, GraphicsFormat format)
    {
        var texture = new RenderTexture(width, height, 0, format) { filterMode = FilterMode.Point };
        texture.Create();
        return texture;
    }

    static Texture3D Lut(Texture3D old, byte[] bytes, int size)
    {
        if (old != null) Object.Destroy(old);
        var lut = new Texture3D(size, size, size, TextureFormat.RGBAHalf, false)
        {
            filterMode = FilterMode.Point,
            wrapMode = TextureWrapMode.Clamp,
        };
        lut.SetPixelData(bytes, 0);
        lut.Apply(false, true);
        return lut;
    }

    RenderTexture Draw(Pass pass, int width, int height)
    {
        RenderTexture target = RenderTexture.GetTemporary(
            width, height, 0, GraphicsFormat.R32G32B32A32_SFloat);
        Draw(pass, target);
        return target;
    }

    void Draw(Pass pass, RenderTexture target)
    {
        Graphics.SetRenderTarget(target);
        material.SetPass((int)pass);
        Graphics.DrawProceduralNow(MeshTopology.Triangles, 3);
    }
}
