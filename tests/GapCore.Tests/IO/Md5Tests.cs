using System.Security.Cryptography;
using GapCore.IO;

namespace GapCore.Tests.IO;

public sealed class Md5Tests
{
    [Fact]
    public void Equals_the_library_for_every_length_and_split()
    {
        var random = new Random(1);
        for (int length = 0; length < 300; length++)
        {
            byte[] bytes = new byte[length];
            random.NextBytes(bytes);
            var md5 = new Md5();
            for (int at = 0; at < length;)
            {
                int step = Math.Min(random.Next(1, 100), length - at);
                md5.Append(bytes.AsSpan(at, step));
                at += step;
            }

            Assert.Equal(Convert.ToHexStringLower(MD5.HashData(bytes)), md5.Finish());
        }
    }
}
