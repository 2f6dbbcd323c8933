package io.mxcp.bootstrap.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A throw-away certificate for one name, which is its own authority, and its key. */
record TlsFiles(Path certificate, Path key, Path both) {
    static TlsFiles create(Path folder, String name) throws IOException, InterruptedException {
        Path certificate = folder.resolve("certificate.pem");
        Path key = folder.resolve("key.pem");
        Path log = folder.resolve("openssl.log");
        Process openssl = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-nodes",
                        "-days",
                        "2",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=DNS:" + name,
                        "-keyout",
                        key.toString(),
                        "-out",
                        certificate.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!openssl.waitFor(20, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
            throw new IOException("openssl made no certificate: " + Files.readString(log));
        }
        Path both = folder.resolve("both.pem");
        Files.writeString(both, Files.readString(certificate) + Files.readString(key));
        return new TlsFiles(certificate, key, both);
    }
}
