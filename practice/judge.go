// Drives the practice cloud with Debian's OSS SDK for Go, which knows nothing of us: one line for each call, "ok" or why not.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/aliyun/aliyun-oss-go-sdk/oss"
)

func main() {
	address, keyID, secret, folder := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	client, err := oss.New(address, keyID, secret)
	if err != nil {
		fmt.Println("New:", err)
		os.Exit(1)
	}
	say := func(name string, call func() error) {
		if err := call(); err != nil {
			fmt.Printf("%s: %s\n", name, strings.ReplaceAll(err.Error(), "\n", " "))
			return
		}
		fmt.Printf("%s: ok\n", name)
	}
	bucket, err := client.Bucket("migration-demo")
	if err != nil {
		fmt.Println("Bucket:", err)
		os.Exit(1)
	}
	content := bytes.Repeat([]byte("0123456789abcdef"), 40*1024)
	file := folder + "/judge.bin"
	if err := os.WriteFile(file, content, 0o600); err != nil {
		fmt.Println("WriteFile:", err)
		os.Exit(1)
	}
	same := func(key string) error {
		body, err := bucket.GetObject(key)
		if err != nil {
			return err
		}
		defer body.Close()
		got, err := io.ReadAll(body)
		if err == nil && !bytes.Equal(got, content) {
			err = fmt.Errorf("%d other bytes", len(got))
		}
		return err
	}

	say("ListBuckets", func() error { _, err := client.ListBuckets(); return err })
	say("CreateBucket", func() error { return client.CreateBucket("judge-go") })
	say("GetBucketInfo", func() error { _, err := client.GetBucketInfo("judge-go"); return err })
	say("GetBucketLocation", func() error { _, err := client.GetBucketLocation("judge-go"); return err })
	say("DeleteBucket", func() error { return client.DeleteBucket("judge-go") })
	say("PutObject", func() error { return bucket.PutObject("go/a", bytes.NewReader(content)) })
	say("PutObject, a + and blanks in the name", func() error {
		if err := bucket.PutObject("go/a + b.raw", bytes.NewReader(content)); err != nil {
			return err
		}
		return same("go/a + b.raw")
	})
	say("GetObject", func() error { return same("go/a") })
	say("GetObject, a range", func() error {
		body, err := bucket.GetObject("go/a", oss.Range(16, 31))
		if err != nil {
			return err
		}
		defer body.Close()
		got, err := io.ReadAll(body)
		if err == nil && string(got) != "0123456789abcdef" {
			err = fmt.Errorf("other bytes")
		}
		return err
	})
	say("GetObjectMeta", func() error { _, err := bucket.GetObjectDetailedMeta("go/a"); return err })
	say("IsObjectExist", func() error {
		there, err := bucket.IsObjectExist("go/none")
		if err == nil && there {
			err = fmt.Errorf("what is not there exists")
		}
		return err
	})
	say("ListObjects", func() error {
		found, err := bucket.ListObjects(oss.Prefix("go/"))
		if err == nil && len(found.Objects) != 2 {
			err = fmt.Errorf("%d objects", len(found.Objects))
		}
		return err
	})
	say("UploadFile", func() error {
		if err := bucket.UploadFile("go/parts", file, 200*1024, oss.Routines(2)); err != nil {
			return err
		}
		return same("go/parts")
	})
	say("multipart, part by part", func() error {
		upload, err := bucket.InitiateMultipartUpload("go/by-part")
		if err != nil {
			return err
		}
		part, err := bucket.UploadPartFromFile(upload, file, 0, int64(len(content)), 1)
		if err != nil {
			return err
		}
		if _, err := bucket.ListUploadedParts(upload); err != nil {
			return err
		}
		_, err = bucket.CompleteMultipartUpload(upload, []oss.UploadPart{part})
		return err
	})
	say("AbortMultipartUpload", func() error {
		upload, err := bucket.InitiateMultipartUpload("go/aborted")
		if err != nil {
			return err
		}
		return bucket.AbortMultipartUpload(upload)
	})
	say("CopyObject", func() error {
		if _, err := bucket.CopyObject("go/a", "go/copy"); err != nil {
			return err
		}
		return same("go/copy")
	})
	say("CopyFile, in parts", func() error {
		if err := bucket.CopyFile("migration-demo", "go/a", "go/copy-parts", 200*1024); err != nil {
			return err
		}
		return same("go/copy-parts")
	})
	say("DeleteObjects", func() error {
		removed, err := bucket.DeleteObjects([]string{"go/a", "go/copy", "go/copy-parts"})
		if err == nil && len(removed.DeletedObjects) != 3 {
			err = fmt.Errorf("%d removed", len(removed.DeletedObjects))
		}
		return err
	})
}
