using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using HairSdk;
using UnityEngine;
using UnityEngine.Experimental.Rendering;

/// <summary>
/// An app without Unity: takes frames from its standard input, asks there for the network's
/// answers, and gives back what it drew. Its arguments are the bundle's folder and that of the
/// shaders in GLSL ES.
/// </summary>
static class Port
{
    static readonly Stream input = new BufferedStream(Console.OpenStandardInput(), 1 << 20);
    static readonly Stream output = new BufferedStream(Console.OpenStandardOutput(), 1 << 20);
    static string bundle, shaders;
    // Answers that the network gives before it fails once; -1 where it never does.
    static int answersLeft = -1;
    static Texture2D frame;
    static RenderTexture target;

    static void Main(string[] arguments)
    {
        bundle = arguments[0];
        shaders = arguments[1];
        Gles.MakeCurrent();
        UnityEngine.Graphics.Vertex = Glsl("fullscreen.vert");
        Shader[] three = { Lab("HairMask"), Lab("HairSteady"), Lab("HairRender") };
        string manifest = File.ReadAllText(Path.Combine(bundle, "manifest.json"));
        var recolorer = new HairRecolorer(manifest, three[0], three[1], three[2], Ask);
        for (string command = Text(); command != "end"; command = Text())
        {
            if (command == "manifest") Say(Told(() =>
                new HairRecolorer(Text(), three[0], three[1], three[2], Ask).Dispose()));
            else if (command == "mistakes")
            {
                Say(Told(() => new HairRecolorer(manifest, three[0], null, three[2], Ask)));
                Mistakes(network =>
                    new HairRecolorer(manifest, three[0], three[1], three[2], network));
            }
            else if (command == "wear") Wear(recolorer, Text());
            else if (command == "lose") Lose(recolorer);
            else if (command == "fail") answersLeft = BitConverter.ToInt32(Number(4), 0);
            else Draw(recolorer, command == "still");
            Gles.Check();
            output.Flush();
        }
        recolorer.Dispose();
        foreach (UnityEngine.Object own in three) UnityEngine.Object.Destroy(own);
        UnityEngine.Object.Destroy(frame);
        UnityEngine.Object.Destroy(target);
        Gles.Check();
        if (UnityEngine.Object.Count != 0) throw new InvalidOperationException("something is left");
        Say("released");
        output.Flush();
    }

    /// <summary>What an app is told if that is wrong, or nothing.</summary>
    static string Told(Action mistake)
    {
        try
        {
            mistake();
            return "";
        }
        catch (Exception error) when (error is ArgumentException || error is InvalidOperationException)
        {
            return error.Message;
        }
    }

    /// <summary>What an app may do wrong; says what it is told.</summary>
    static void Mistakes(Func<Func<float[], float[]>, HairRecolorer> make)
    {
        int floats = 9;
        HairRecolorer own = make(values => new float[floats]);
        byte[] dark = File.ReadAllBytes(Path.Combine(bundle, "looks", "test-look", "dark.rgba16f.bin"));
        Make(8, 6);
        Say(Told(() => own.Draw(target)));
        Say(Told(() => own.Wear("nobody", dark, dark)));
        Say(Told(() => own.Wear("test-look", dark, new byte[9])));
        Say(Told(() => own.Wear("test-look", dark, null)));
        Say(Told(() => own.Find(null, 0)));
        Say(Told(() => own.Draw(null)));
        Say(Told(() => own.FindInStill(frame)));
        floats = 256 * 256;
        own.FindInStill(frame);
        own.Wear("test-look", dark, dark);
        var small = new RenderTexture(3, 2, 0, GraphicsFormat.R8G8B8A8_UNorm);
        Say(Told(() => own.Draw(small)));
        UnityEngine.Object.Destroy(small);
        own.Dispose();
        own.Dispose();
        Say(Told(() => own.Find(frame, 0)));
        Say("");
    }

    static void Wear(HairRecolorer recolorer, string look)
    {
        string folder = Path.Combine(bundle, "looks", look);
        recolorer.Wear(look, File.ReadAllBytes(Path.Combine(folder, "dark.rgba16f.bin")),
            File.ReadAllBytes(Path.Combine(folder, "light.rgba16f.bin")));
    }

    static void Lose(HairRecolorer recolorer)
    {
        RenderTexture.LoseAll();
        target.Create();
        if (recolorer.Draw(target)) throw new InvalidOperationException("there was nothing to draw");
    }

    static void Draw(HairRecolorer recolorer, bool isStill)
    {
        int width = BitConverter.ToInt32(Number(4), 0), height = BitConverter.ToInt32(Number(4), 0);
        double seconds = BitConverter.ToInt64(Number(8), 0) / 1e9;
        float strength = BitConverter.ToSingle(Number(4), 0);
        if (frame == null || frame.width != width || frame.height != height) Make(width, height);
        frame.SetPixelData(Over(Bytes(4 * width * height), height), 0);
        frame.Apply(false);
        RenderTexture.active = target;
        bool fails = answersLeft >= 0;
        try
        {
            if (isStill) recolorer.FindInStill(frame);
            else recolorer.Find(frame, seconds);
        }
        catch (TimeoutException) when (fails) { }
        if (RenderTexture.active != target) throw new InvalidOperationException("target changed");
        if (!recolorer.Draw(target, strength)) throw new InvalidOperationException("nothing drawn");
        if (RenderTexture.active != target) throw new InvalidOperationException("target changed");
        var drawn = new Texture2D(width, height, TextureFormat.RGBA32, false, true);
        drawn.ReadPixels(new Rect(0, 0, width, height), 0, 0, false);
        var bytes = new byte[4 * width * height];
        drawn.GetPixelData<byte>(0).CopyTo(bytes);
        UnityEngine.Object.Destroy(drawn);
        Say("drawn");
        output.Write(Over(bytes, height), 0, bytes.Length);
        output.Flush();
    }

    static void Make(int width, int height)
    {
        UnityEngine.Object.Destroy(frame);
        UnityEngine.Object.Destroy(target);
        frame = new Texture2D(width, height, TextureFormat.RGBA32, false, true);
        target = new RenderTexture(width, height, 0, GraphicsFormat.R8G8B8A8_UNorm);
        target.Create();
    }

    static float[] Ask(float[] values)
    {
        if (answersLeft-- == 0) throw new TimeoutException("the network has failed");
        answersLeft = Math.Max(answersLeft, -1);
        Say("network");
        var bytes = new byte[4 * values.Length];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        output.Write(bytes, 0, bytes.Length);
        output.Flush();
        var mask = new float[values.Length / 4];
        Buffer.BlockCopy(Bytes(values.Length), 0, mask, 0, values.Length);
        return mask;
    }

    /// <summary>A .shader file: which passes it has, and in which order, as it says itself.</summary>
    static Shader Lab(string name)
    {
        string lab = File.ReadAllText(Path.Combine(bundle, "unity", name + ".shader"));
        IEnumerable<string> entries = Regex.Matches(lab, @"#pragma fragment (\w+)").Cast<Match>()
            .Select(match => match.Groups[1].Value);
        return new Shader(Glsl("fullscreen.vert"), entries.Select(entry => Glsl(entry + ".frag")));
    }

    static string Glsl(string name) => File.ReadAllText(Path.Combine(shaders, name + ".glsl"));

    /// <summary>Rows from the top made rows from the bottom, and back.</summary>
    static byte[] Over(byte[] rgba, int height)
    {
        int stride = rgba.Length / height;
        var result = new byte[rgba.Length];
        for (int row = 0; row < height; row++)
            Buffer.BlockCopy(rgba, row * stride, result, (height - 1 - row) * stride, stride);
        return result;
    }

    static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (int at = 0, got; at < length; at += got)
            if ((got = input.Read(bytes, at, length - at)) == 0) throw new EndOfStreamException();
        return bytes;
    }

    /// <summary>The largest byte comes first.</summary>
    static byte[] Number(int length) => Bytes(length).Reverse().ToArray();

    static string Text() => Encoding.UTF8.GetString(Bytes(BitConverter.ToUInt16(Number(2), 0)));

    static void Say(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        output.WriteByte((byte)(bytes.Length >> 8));
        output.WriteByte((byte)bytes.Length);
        output.Write(bytes, 0, bytes.Length);
    }
}
