;;; reportlint.el --- Findings in 政府信息公开工作年度报告 while they are written  -*- lexical-binding: t; coding: utf-8 -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: text, convenience
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Starts `reportlint server' through Eglot or lsp-mode, for texts that may be reports of themselves:
;;
;;     (load "~/.emacs.d/reportlint.el")
;;     (add-hook 'text-mode-hook #'reportlint-ensure)
;;
;; or for the file at hand with M-x reportlint-ensure.

;;; Code:

(require 'subr-x)

(declare-function eglot-ensure "eglot" ())
(declare-function eglot-current-server "eglot" ())
(declare-function eglot-code-actions "eglot" (beg &optional end kind interactive))
(declare-function jsonrpc-async-request "jsonrpc" (connection method params &rest more))
(declare-function lsp-deferred "lsp-mode" ())
(declare-function lsp-register-client "lsp-mode" (client))
(declare-function make-lsp-client "lsp-mode" (&rest fields))
(declare-function lsp-stdio-connection "lsp-mode" (command &optional test))
(declare-function lsp-workspace-root "lsp-mode" (&optional path))
(declare-function lsp-workspace-folders-add "lsp-mode" (folder))
(declare-function lsp-find-workspace "lsp-mode" (server &optional file))
(declare-function lsp-workspace-command-execute "lsp-mode" (command &optional arguments))
(declare-function lsp-execute-code-action-by-kind "lsp-mode" (kind))
(defvar eglot-server-programs)
(defvar lsp--cur-workspace)
(defvar lsp-language-id-configuration)

(defgroup reportlint nil
  "Findings in annual reports on government information disclosure."
  :group 'tools)

(defcustom reportlint-client 'eglot
  "What speaks with the language server."
  :type '(choice (const :tag "Eglot" eglot) (const :tag "lsp-mode" lsp-mode)))

(defcustom reportlint-command '("reportlint" "server")
  "The program that is started for reports, with its arguments."
  :type '(repeat string)
  :risky t)

(defcustom reportlint-trusted nil
  "Whether rules written in Python that lie in a report's folder may run.
Only if you trust all folders that you open."
  :type 'boolean
  :risky t)

(defcustom reportlint-language nil
  "The language of the messages."
  :type '(choice (const :tag "that of REPORTLINT_LANG, or Chinese" nil) (const "zh") (const "en")))

(defcustom reportlint-files (rx "." (or "txt" "md" "markdown") eos)
  "Pattern of the names of the files that may be reports."
  :type 'regexp)

(defcustom reportlint-always nil
  "Whether the server is started for all files that are named so.
Otherwise only for what may be a report."
  :type 'boolean)

(defun reportlint-may-be-report-p ()
  "Whether the file at hand may be a report.
By its name, its beginning, or the settings of its folder."
  (and buffer-file-name
       (string-match-p reportlint-files buffer-file-name)
       (or reportlint-always
           (string-match-p (rx ".gongkai." (or "txt" "md") eos) buffer-file-name)
           (save-excursion
             (save-restriction
               (widen)
               (goto-char (point-min))
               (search-forward "信息公开" (line-end-position 100) t)))
           (locate-dominating-file buffer-file-name "reportlint.toml"))
       t))

(defun reportlint--options ()
  "What the server is told when it starts.  Settings of a folder cannot change it."
  `(:trusted ,(if reportlint-trusted t :json-false)
    ,@(and reportlint-language (list :language reportlint-language))))

;;;###autoload
(defun reportlint-ensure (&optional always)
  "Start the language server if the file may be a report.
With ALWAYS, as when called by hand, whatever it is."
  (interactive (list t))
  (when (and buffer-file-name (or always (reportlint-may-be-report-p)))
    (if (executable-find (car reportlint-command))
        (if (eq reportlint-client 'lsp-mode) (reportlint--ensure-lsp) (reportlint--ensure-eglot))
      (message "没有找到 reportlint (not found): %s" (car reportlint-command)))))

(defun reportlint--ensure-eglot ()
  "Start the server by Eglot."
  (require 'eglot)
  ;; For this buffer alone: many modes derive from `text-mode' and have servers of their own.
  (setq-local eglot-server-programs
              (list (cons major-mode
                          (append reportlint-command (list :initializationOptions (reportlint--options))))))
  (eglot-ensure))

(defvar-local reportlint--wanted nil
  "Whether lsp-mode shall start the server in this buffer.")

(defun reportlint--ensure-lsp ()
  "Start the server by lsp-mode."
  (require 'lsp-mode)
  (setq reportlint--wanted t)
  (unless (lsp-workspace-root)
    ;; Otherwise it would ask which folder is meant.
    (lsp-workspace-folders-add
     (expand-file-name (or (locate-dominating-file buffer-file-name "reportlint.toml") default-directory))))
  (lsp-deferred))

(with-eval-after-load 'lsp-mode
  (add-to-list 'lsp-language-id-configuration '(text-mode . "plaintext") t)
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () reportlint-command))
                    :activation-fn (lambda (&rest _) (or reportlint--wanted (reportlint-may-be-report-p)))
                    :initialization-options #'reportlint--options
                    ;; It counts characters, and before version 9 does not say so.
                    :custom-capabilities '((general . ((positionEncodings . ["utf-32"]))))
                    ;; Beside a server for Markdown, not in its place.
                    :add-on? t
                    :server-id 'reportlint)))

(defun reportlint-fix-all ()
  "Fix everything in this report that is safe to fix."
  (interactive)
  (if (eq reportlint-client 'lsp-mode)
      (lsp-execute-code-action-by-kind "source.fixAll.reportlint")
    (eglot-code-actions (point-min) (point-max) "source.fixAll.reportlint" t)))

(defun reportlint-check-workspace ()
  "Check all reports of the folder."
  (interactive)
  (if (eq reportlint-client 'lsp-mode)
      (let ((lsp--cur-workspace (lsp-find-workspace 'reportlint buffer-file-name)))
        (lsp-workspace-command-execute "reportlint.checkWorkspace"))
    (jsonrpc-async-request (eglot-current-server) :workspace/executeCommand
                           '(:command "reportlint.checkWorkspace" :arguments [])
                           :success-fn #'ignore)))

(provide 'reportlint)
;;; reportlint.el ends here
